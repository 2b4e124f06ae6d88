package org.signet.crypto;

import java.util.Arrays;

/**
 * An RSA key as the JDK needs it: it computes with the primes and their exponents (RFC 8017, 3.2) and never with d, but the cache
 * of its blinding ({@code sun.security.rsa.RSACore}) would hold d for longer than anybody has the key.
 */
final class CrtOnly {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OCTET_STRING = 0x04;
    private static final byte HIGH = 0x40; // so that the encoding stays the shortest one, and positive

    private final byte[] der;
    private int at;

    private CrtOnly(byte[] der) {
        this.der = der;
    }

    /**
     * A copy of a PKCS#8 PrivateKeyInfo, for the caller to wipe, with another number of the same length in the place of d.
     *
     * @param pkcs8 what is no such key is copied as it is, for its reader to say so
     */
    static byte[] of(byte[] pkcs8) {
        CrtOnly copy = new CrtOnly(pkcs8.clone());
        try {
            copy.overwrite();
        } catch (ArrayIndexOutOfBoundsException e) {
            return copy.der; // it ends too early
        }
        return copy.der;
    }

    /** PrivateKeyInfo (RFC 5208, 5) around RSAPrivateKey (RFC 8017, A.1.2). */
    private void overwrite() {
        boolean found = enter(SEQUENCE)
                && pass(INTEGER)
                && pass(SEQUENCE)
                && enter(OCTET_STRING)
                && enter(SEQUENCE)
                && pass(INTEGER)
                && pass(INTEGER)
                && pass(INTEGER)
                && der[at] == INTEGER;
        if (found) {
            at++;
            int length = length();
            if (length > 0 && length <= der.length - at) {
                Arrays.fill(der, at, at + length, (byte) 0);
                der[at] = HIGH;
            }
        }
    }

    private boolean enter(int tag) {
        boolean is = der[at++] == tag;
        length();
        return is;
    }

    private boolean pass(int tag) {
        boolean is = der[at++] == tag;
        int length = length();
        at += length;
        return is;
    }

    private int length() {
        int first = der[at++] & 0xFF;
        if (first < 0x80) {
            return first;
        }
        int length = 0;
        for (int i = 0; i < (first & 0x7F); i++) {
            length = length << 8 | der[at++] & 0xFF;
        }
        return length;
    }
}
