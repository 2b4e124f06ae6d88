package org.signet.testkit.piv;

import java.security.MessageDigest;
import java.util.Arrays;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;

/** A PIN or PUK with its retry counter and security status (SP 800-73-4 part 1, 2.4.3 and part 2, 3.2). */
final class ReferenceData {
    static final int SIZE = 8;
    private static final byte PAD = (byte) 0xFF;

    private static final int FACTORY_TRIES = 3;

    private final byte[] factory;
    private byte[] value;
    private int tries;
    private int left;
    private boolean verified;

    /**
     * @param factory what a card comes with, 8 bytes, padded
     * @param value 8 bytes, padded
     */
    private ReferenceData(byte[] factory, byte[] value, int tries, int left) {
        this.factory = factory.clone();
        this.value = value.clone();
        this.tries = tries;
        this.left = left;
    }

    static ReferenceData pin(byte[] value) {
        return pin(value, FACTORY_TRIES, FACTORY_TRIES);
    }

    static ReferenceData pin(byte[] value, int tries, int left) {
        return new ReferenceData(padded("123456"), value, tries, left);
    }

    static ReferenceData puk(byte[] value) {
        return puk(value, FACTORY_TRIES, FACTORY_TRIES);
    }

    static ReferenceData puk(byte[] value, int tries, int left) {
        return new ReferenceData(padded("12345678"), value, tries, left);
    }

    /** ASCII, padded with FF to 8 bytes. */
    static byte[] padded(String text) {
        byte[] out = new byte[SIZE];
        Arrays.fill(out, PAD);
        byte[] ascii = text.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        if (ascii.length > SIZE) {
            throw new IllegalArgumentException("a PIN or PUK has at most 8 characters");
        }
        System.arraycopy(ascii, 0, out, 0, ascii.length);
        return out;
    }

    /** 6 to 8 decimal digits, then FF up to 8 bytes. */
    static boolean isPin(byte[] value) {
        int digits = 0;
        while (digits < value.length && value[digits] >= '0' && value[digits] <= '9') {
            digits++;
        }
        for (int i = digits; i < value.length; i++) {
            if (value[i] != PAD) {
                return false;
            }
        }
        return value.length == SIZE && digits >= 6;
    }

    /**
     * @throws StatusException 6983 where no try is left, else 63Cx with the tries left after this one
     */
    void verify(byte[] candidate) throws StatusException {
        requireTries();
        verified = MessageDigest.isEqual(candidate, value);
        if (!verified) {
            left--;
            throw new StatusException(triesLeft());
        }
        left = tries;
    }

    /** 63CX has room for 15. */
    int triesLeft() {
        return Sw.TRIES_LEFT | Math.min(left, 15);
    }

    void requireTries() throws StatusException {
        if (left == 0) {
            throw new StatusException(Sw.BLOCKED);
        }
    }

    /** A new value starts with all its tries. */
    void change(byte[] fresh) {
        value = fresh.clone();
        left = tries;
    }

    /** The factory's value with so many tries, of which none is spent. */
    void toFactory(int ofTries) {
        tries = ofTries;
        change(factory);
        verified = false;
    }

    void toFactory() {
        toFactory(FACTORY_TRIES);
    }

    void logOut() {
        verified = false;
    }

    boolean isVerified() {
        return verified;
    }

    boolean isFactory() {
        return MessageDigest.isEqual(value, factory);
    }

    byte[] value() {
        return value.clone();
    }

    int left() {
        return left;
    }

    int tries() {
        return tries;
    }
}
