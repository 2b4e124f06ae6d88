package org.signet.manager.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.crypto.Scheme;
import org.signet.key.KeyId;

/** With nobody listening, the trail of an operation costs less than a hundredth of the cheapest operation that goes over it. */
class AuditCostTest {
    private static final int ROUNDS = 7;
    private static final int ATTEMPTS = 50_000;
    private static final int SIGNATURES = 100;

    private final Audit audit = new Audit();
    private final KeyPair pair = TestKeys.ec();
    private final KeyId id = KeyId.of(pair.getPublic());
    private final Scheme scheme = new Scheme.Ecdsa();

    @Test
    void lessThanAHundredthOfASignature() throws Exception {
        audit.operation("sign", "alice").done(); // finds the logger
        double[] trail = new double[ROUNDS];
        double[] signature = new double[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            trail[i] = trail();
            signature[i] = signature();
        }
        double each = median(trail);
        double whole = median(signature);
        assertTrue(each < whole / 100, each + " ns of " + whole);
    }

    private double trail() {
        long begin = System.nanoTime();
        for (int i = 0; i < ATTEMPTS; i++) {
            audit.operation("sign", "alice").of(id, scheme).run(() -> id);
        }
        return (System.nanoTime() - begin) / (double) ATTEMPTS;
    }

    private double signature() throws GeneralSecurityException {
        Signature signer = Signature.getInstance("SHA256withECDSA", "SunEC");
        long begin = System.nanoTime();
        for (int i = 0; i < SIGNATURES; i++) {
            signer.initSign(pair.getPrivate());
            signer.update(new byte[100]);
            signer.sign();
        }
        return (System.nanoTime() - begin) / (double) SIGNATURES;
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }
}
