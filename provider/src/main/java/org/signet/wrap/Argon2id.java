package org.signet.wrap;

import java.util.Base64;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Argon2id, version 0x13 (RFC 9106), no secret, no associated data. */
final class Argon2id {
    private static final int OUTPUT = 32;

    private Argon2id() {}

    /** @throws KeyAccessException CANNOT if it would take more than half of the heap */
    static byte[] derive(byte[] passphrase, Kdf kdf) {
        KdfCost cost = kdf.cost();
        if (cost.memory() * 1024L > Runtime.getRuntime().maxMemory() / 2) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "Argon2id wants " + cost.memory() / 1024
                            + " MiB, more than half of this JVM's heap: give it more by -Xmx");
        }
        Argon2Parameters parameters = new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(cost.memory())
                .withIterations(cost.passes())
                .withParallelism(cost.lanes())
                .withSalt(Base64.getDecoder().decode(kdf.salt()))
                .build();
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] key = new byte[OUTPUT];
        generator.generateBytes(passphrase, key);
        return key;
    }
}
