package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.security.interfaces.RSAPublicKey;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

class BlindingsTest {
    private static final BigInteger N = ((RSAPublicKey) TestKeys.rsa().getPublic()).getModulus();

    private final SecureRandom random = new SecureRandom();
    private final Blindings blindings = new Blindings(() -> random);

    @Test
    void eachIsItsOwnAndHasItsInverse() {
        BigInteger other = N.multiply(N); // what is prime to the one is prime to the other
        Set<BigInteger> factors = new HashSet<>();
        for (int i = 0; i < 3 * Blindings.TOGETHER; i++) {
            Blindings.Pair pair = blindings.next(N);
            assertTrue(factors.add(pair.factor()), "used twice");
            assertEquals(BigInteger.ONE, pair.factor().multiply(pair.inverse()).mod(N));
            assertTrue(pair.inverse().signum() > 0 && pair.inverse().compareTo(N) < 0);
        }
        assertTrue(
                factors.stream().allMatch(factor -> factor.bitLength() > N.bitLength() - 100),
                "drawn from all below n");
        Blindings.Pair elsewhere = blindings.next(other);
        assertEquals(
                BigInteger.ONE, elsewhere.factor().multiply(elsewhere.inverse()).mod(other));
    }

    @Test
    void severalThreadsGetNoneTwice() {
        Set<BigInteger> factors = new HashSet<>();
        IntStream.range(0, 200)
                .parallel()
                .mapToObj(i -> blindings.next(N).factor())
                .toList()
                .forEach(factor -> assertTrue(factors.add(factor), "used twice"));
    }

    @Test
    void aModulusWithASmallFactorIsRefused() {
        BigInteger weak = BigInteger.valueOf(3).pow(1200);
        KeyAccessException refused = assertThrows(KeyAccessException.class, () -> blindings.next(weak));
        assertEquals(Reason.CANNOT, refused.reason());
        assertTrue(refused.getMessage().contains("small factor"), refused::getMessage);
    }
}
