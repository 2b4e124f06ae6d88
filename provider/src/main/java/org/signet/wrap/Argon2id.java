package org.signet.wrap;

import java.util.Base64;
import java.util.concurrent.Semaphore;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Argon2id, version 0x13 (RFC 9106), no secret, no associated data. */
final class Argon2id {
    private static final int OUTPUT = 32;

    /** Half of the heap, in KiB: of those who log in at once some wait, and none runs out of memory. */
    private static final int HALF_OF_THE_HEAP =
            (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2048);

    private static final Semaphore MEMORY = new Semaphore(HALF_OF_THE_HEAP, true);

    private Argon2id() {}

    /** @throws KeyAccessException CANNOT if it would take more than half of the heap */
    static byte[] derive(byte[] passphrase, Kdf kdf) {
        KdfCost cost = kdf.cost();
        if (cost.memory() > HALF_OF_THE_HEAP) {
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
        MEMORY.acquireUninterruptibly(cost.memory());
        try {
            Argon2BytesGenerator generator = new Argon2BytesGenerator();
            generator.init(parameters);
            byte[] key = new byte[OUTPUT];
            generator.generateBytes(passphrase, key);
            return key;
        } finally {
            MEMORY.release(cost.memory());
        }
    }
}
