package org.signet.userfile;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import org.signet.crypto.EncryptionServices;
import org.signet.crypto.ServiceKey;
import org.signet.crypto.SshSignature;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.Formats;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;

/**
 * A user who is enrolled together with his first key, in one replacement. Under a pinned administrator that is he alone: the
 * pinned key signs the enrolment of its own user.
 */
final class FirstKey {
    private FirstKey() {}

    static Draft draft(
            User user, NewMaster master, KeyParagraph first, SoftwareKey software, Optional<String> administrator) {
        KeyParagraph key = first.withWrapped(Optional.of(master.wrap(first.id(), software.pkcs8())));
        Enrolment enrolment = Enrolments.first(user, master.userId(), master.sealer());
        if (administrator.isPresent()) {
            if (!administrator.get().startsWith(first.id().hex() + "/")) {
                throw Plans.mustBeSigned(user.name());
            }
            key = key.withUse(List.of("enrolment"));
            enrolment = signed(enrolment, administrator.get(), software);
        }
        return Draft.first(enrolment, Optional.of(master.wrapped()), List.of(key));
    }

    private static Enrolment signed(Enrolment enrolment, String pin, SoftwareKey key) {
        Enrolment unsigned = Enrolments.signed(enrolment, new Enrolment.Admin(pin, Octets.of(new byte[0])));
        byte[] message = Formats.newest().unsigned(unsigned).getBytes(StandardCharsets.US_ASCII);
        return Enrolments.signed(enrolment, new Enrolment.Admin(pin, Octets.of(blob(message, key))));
    }

    /** By a P-256 key, which is what Signet makes for it. */
    private static byte[] blob(byte[] message, SoftwareKey key) {
        PublicKey publicKey = key.publicKey();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(SshSignature.toBeSigned(Verifier.ENROLMENT, message));
            byte[] signature = ServiceKey.perform(
                    EncryptionServices.platform(), SoftwareKey.decode(key.pkcs8(), publicKey), Primitive.ECDSA, digest);
            return SshSignature.of(publicKey, Verifier.ENROLMENT, signature);
        } catch (GeneralSecurityException e) {
            throw new KeyAccessException(Reason.CANNOT, "this Java has no SHA-256", e);
        }
    }
}
