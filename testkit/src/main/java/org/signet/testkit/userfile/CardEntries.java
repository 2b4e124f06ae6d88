package org.signet.testkit.userfile;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.Signature;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.crypto.SshSignature;
import org.signet.key.Custody;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.key.User.LoginBy;
import org.signet.key.UserChange;
import org.signet.userfile.UserFiles;

/** Of a user with a card, by the register, as the manager does once the card has sealed; the first key stands for the card. */
final class CardEntries implements Entries {
    private static final String BODY = "body@signet";

    private final String user;
    private final String token; // a card belongs to one user
    private final UserFiles files;
    private final WriterKeys keys;

    CardEntries(Work work, WriterKeys keys) {
        this.user = work.user();
        this.token = "piv:" + user;
        this.files = Jvm.open(work.folder());
        this.keys = keys;
    }

    void enrol() throws GeneralSecurityException {
        WriterKeys.Key card = keys.key(0);
        EnrolledCard enrolled = new EnrolledCard(token, "9a", card.publicKey(), false);
        apply(new UserChange.Enrol(
                new User(
                        user,
                        randomId(),
                        1001,
                        1001,
                        Custody.CARD,
                        LoginBy.CARD,
                        Optional.of(card.publicKey()),
                        1,
                        List.of("require-card"),
                        List.of(enrolled),
                        false),
                List.of(),
                Map.of()));
    }

    private static String randomId() {
        byte[] id = new byte[16];
        new SecureRandom().nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public void set(String alias, int number) throws GeneralSecurityException {
        WriterKeys.Key key = keys.key(number);
        KeyFacts facts = new KeyFacts(Instant.EPOCH, KeyOrigin.IMPORTED, PinPolicy.ONCE, false, Set.of());
        KeyPlace place = KeyPlace.card(token, "8" + (2 + number % WriterKeys.COUNT));
        KeyRecord record =
                new KeyRecord(key.id(), user, List.of(), key.publicKey(), place, Set.of(Primitive.RSA_RAW), facts);
        apply(new UserChange.SetEntry(user, alias, record, List.of(key.certificate())));
    }

    @Override
    public void delete(String alias) throws GeneralSecurityException {
        apply(new UserChange.DeleteEntry(user, alias));
    }

    private void apply(UserChange change) throws GeneralSecurityException {
        while (true) {
            try {
                files.register().apply(change, Optional.of(seal(files.register().toSign(change))));
                return;
            } catch (KeyAccessException e) {
                if (e.reason() != Reason.BUSY) { // another writer's change came between
                    throw e;
                }
            }
        }
    }

    private byte[] seal(byte[] message) throws GeneralSecurityException {
        WriterKeys.Key card = keys.key(0);
        Signature signature = Signature.getInstance("SHA512withRSA");
        signature.initSign(card.privateKey());
        signature.update(SshSignature.toBeSigned(BODY, message));
        return SshSignature.of(card.publicKey(), BODY, signature.sign());
    }
}
