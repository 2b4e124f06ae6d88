package org.signet.crypto;

import java.math.BigInteger;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * What hides a ciphertext from a card: random numbers modulo n with their inverses, each used once. An inverse costs some
 * hundred products, so that several are made of one (P. L. Montgomery, Math. Comp. 48, 1987, 10.3.1). Safe for several threads.
 */
final class Blindings {
    static final int TOGETHER = 16;
    private static final int MODULI = 32; // of so many keys some are kept

    /** Both below n, their product 1 modulo n. */
    record Pair(BigInteger factor, BigInteger inverse) {}

    private final Supplier<SecureRandom> random;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<BigInteger, Deque<Pair>> spare = new LinkedHashMap<>(MODULI, 0.75f, true);

    Blindings(Supplier<SecureRandom> random) {
        this.random = random;
    }

    /** @throws KeyAccessException CANNOT where n has a factor so small that it is no key's modulus */
    Pair next(BigInteger n) {
        lock.lock();
        try {
            Deque<Pair> left = spare.getOrDefault(n, new ArrayDeque<>());
            if (!left.isEmpty()) {
                return left.pop();
            }
        } finally {
            lock.unlock();
        }
        Deque<Pair> made = make(n);
        Pair own = made.pop();
        keep(n, made);
        return own;
    }

    private void keep(BigInteger n, Deque<Pair> made) {
        lock.lock();
        try {
            spare.put(n, made);
            if (spare.size() > MODULI) {
                spare.remove(spare.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    private Deque<Pair> make(BigInteger n) {
        List<BigInteger> factors = new ArrayList<>();
        List<BigInteger> products = new ArrayList<>(List.of(BigInteger.ONE)); // of all factors before
        for (int i = 0; i < TOGETHER; i++) {
            factors.add(new BigInteger(n.bitLength(), random.get()).mod(n));
            products.add(products.get(i).multiply(factors.get(i)).mod(n));
        }
        BigInteger inverse = inverse(products.get(TOGETHER), n);
        Deque<Pair> pairs = new ArrayDeque<>();
        for (int i = TOGETHER - 1; i >= 0; i--) {
            pairs.push(
                    new Pair(factors.get(i), inverse.multiply(products.get(i)).mod(n)));
            inverse = inverse.multiply(factors.get(i)).mod(n);
        }
        return pairs;
    }

    // Who finds a factor of a sound modulus by chance may keep it.
    private static BigInteger inverse(BigInteger product, BigInteger n) {
        try {
            return product.modInverse(n);
        } catch (ArithmeticException e) {
            throw new KeyAccessException(
                    Reason.CANNOT, "an RSA modulus of " + n.bitLength() + " bits with a small factor is no key's", e);
        }
    }
}
