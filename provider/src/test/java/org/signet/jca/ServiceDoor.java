package org.signet.jca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import javax.crypto.Cipher;
import org.signet.crypto.ServiceKey;
import org.signet.key.Call;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.SecretPrompt;
import org.signet.key.SilentAccess;

/** An open door to one software key, for its primitives alone. */
final class ServiceDoor extends SilentAccess {
    static final Call CALL = Call.of(SecretPrompt.NOBODY, Duration.ofSeconds(30));

    private final KeyPair pair;

    ServiceDoor(KeyPair pair) {
        this.pair = pair;
    }

    @Override
    public byte[] perform(KeyRecord key, Operation operation) {
        return operation.primitive() == Primitive.RSA_PKCS1_SIGN
                ? padded(operation.input())
                : ServiceKey.perform(pair.getPrivate(), operation.primitive(), operation.input());
    }

    /** What a card does that pads itself. */
    private byte[] padded(byte[] digestInfo) {
        try {
            Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
            cipher.init(Cipher.ENCRYPT_MODE, pair.getPrivate());
            return cipher.doFinal(digestInfo);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
