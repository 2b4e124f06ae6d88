package org.signet.jca;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import org.signet.crypto.ServiceKey;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;

/** An open door to one software key, for its primitives alone. */
record ServiceDoor(KeyPair pair) implements KeyAccess {
    static final Call CALL = Call.of(SecretPrompt.NOBODY, Duration.ofSeconds(30));

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

    @Override
    public Optional<PublicKey> login(Call call) {
        return Optional.empty();
    }

    @Override
    public boolean proves(Secret secret) {
        return false;
    }

    @Override
    public Optional<KeyRecord> key(String reference) {
        return Optional.empty();
    }

    @Override
    public List<KeyRecord> keys(List<KeyRecord> known) {
        return List.of();
    }

    @Override
    public List<X509Certificate> certificates(KeyRecord key, String alias) {
        return List.of();
    }

    @Override
    public KeyRecord create(NewKey key, Call call) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
