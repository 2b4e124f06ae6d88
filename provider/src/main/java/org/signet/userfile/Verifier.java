package org.signet.userfile;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.signet.crypto.Der;
import org.signet.crypto.SshEncoding;
import org.signet.crypto.SshSignature;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.Body;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;
import org.signet.userfile.format.UserText;

/** Verifies what the parser read, without a secret (userfile.md, order, steps 2, 3, 4 and 7). */
final class Verifier {
    static final String BODY = "body@signet";
    static final String ENROLMENT = "enrolment@signet";
    static final String ACCEPT = "accept@signet";

    private final Optional<String> administrator;

    Verifier(Optional<String> administrator) {
        this.administrator = administrator;
    }

    /** @throws KeyAccessException DAMAGED; CONFIGURATION for an administrator whom nobody pinned */
    User verify(String file, UserText text) {
        boolean administered = administered(file, text);
        serials(file, text, administered);
        PublicKey sealer = sealer(file, text);
        seal(file, text, sealer);
        text.body().keys().forEach(key -> key(file, key));
        return user(file, text.enrolment(), sealer, administered);
    }

    /** Who the enrolment says he is, its seals aside. */
    static User user(String file, Enrolment e, PublicKey sealer, boolean administered) {
        List<EnrolledCard> cards =
                e.cards().stream().map(card -> card(file, e, card)).toList();
        return new User(
                e.user(),
                e.id(),
                e.uid(),
                e.gid(),
                e.custody(),
                e.login(),
                Optional.of(sealer),
                e.enrolled(),
                e.policy(),
                cards,
                administered);
    }

    static PublicKey sealer(String file, UserText text) {
        return key(file, "sealer", text.enrolment().sealer());
    }

    private boolean administered(String file, UserText text) {
        Optional<Enrolment.Admin> admin = text.enrolment().admin();
        if (administrator.isEmpty() && admin.isPresent()) {
            throw new KeyAccessException(
                    Reason.CONFIGURATION,
                    file
                            + " is signed by an administrator whom userfile.admin does not name: pin him, or remove the file");
        }
        if (administrator.isPresent() && !admin.map(a -> signed(text, a)).orElse(false)) {
            throw damaged(file, "the enrolment is not signed by the administrator whom userfile.admin pins");
        }
        return admin.isPresent();
    }

    private boolean signed(UserText text, Enrolment.Admin admin) {
        byte[] blob = admin.signature().bytes();
        String keyId = administrator.orElseThrow().substring(0, 64);
        return admin.pin().equals(administrator.orElseThrow())
                && SshSignature.keyInside(blob)
                        .filter(key -> KeyId.of(key).hex().equals(keyId))
                        .filter(key -> SshSignature.verify(blob, key, ENROLMENT, text.administered()))
                        .isPresent();
    }

    private static void serials(String file, UserText text, boolean administered) {
        Body body = text.body();
        long enrolled = text.enrolment().enrolled();
        boolean same =
                body.enrolmentSerial() == enrolled && body.enrolmentHash().equals(Sha256.hex(text.enrolmentText()));
        boolean newer = body.enrolmentSerial() < enrolled && administered;
        if (!same && !newer) {
            throw damaged(file, "enrolment and body do not belong together");
        }
    }

    private static void seal(String file, UserText text, PublicKey sealer) {
        byte[] blob = text.seal().bytes();
        byte[] sealed = text.sealed();
        if (SshSignature.verify(blob, sealer, BODY, sealed)) {
            return;
        }
        boolean bySealerBefore =
                text.body().enrolmentSerial() < text.enrolment().enrolled()
                        && text.enrolment()
                                .was()
                                .map(was -> SshSignature.verify(blob, key(file, "was", was), BODY, sealed))
                                .orElse(false);
        if (!bySealerBefore) {
            throw damaged(file, "the seal does not fit: something in the keys' part was changed");
        }
    }

    private static EnrolledCard card(String file, Enrolment enrolment, Enrolment.Card card) {
        PublicKey key = key(file, "card " + card.token(), card.spki());
        byte[] accepted = accepted(enrolment, card);
        if (!card.accept()
                .map(blob -> SshSignature.verify(blob.bytes(), key, ACCEPT, accepted))
                .orElse(true)) {
            throw damaged(file, "accept: of card " + card.token() + " does not fit");
        }
        return new EnrolledCard(
                card.token(), card.reference(), key, card.accept().isPresent());
    }

    private static byte[] accepted(Enrolment enrolment, Enrolment.Card card) {
        byte[] id = HexFormat.of().parseHex(enrolment.id());
        return SshEncoding.enc(
                "signet/1/accept", id, enrolment.sealer().bytes(), card.spki().bytes());
    }

    private static void key(String file, KeyParagraph key) {
        byte[] spki = key.spki().bytes();
        if (!KeyId.ofSpki(spki).equals(key.id())) {
            throw damaged(file, "key " + key.id() + " is not the hash of its public key");
        }
        for (KeyParagraph.Alias alias : key.aliases()) {
            boolean fits = alias.chain().stream()
                    .findFirst()
                    .map(first -> Der.spkiOfCertificate(first.bytes())
                            .filter(own -> Arrays.equals(own, spki))
                            .isPresent())
                    .orElse(true);
            if (!fits) {
                throw damaged(file, "key " + key.id() + " has a certificate of another key");
            }
        }
    }

    private static PublicKey key(String file, String what, Octets spki) {
        return Der.publicKey(spki.bytes()).orElseThrow(() -> damaged(file, what + " holds no public key"));
    }

    private static KeyAccessException damaged(String file, String what) {
        return new KeyAccessException(Reason.DAMAGED, file + ": " + what);
    }
}
