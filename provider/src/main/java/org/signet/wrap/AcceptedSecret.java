package org.signet.wrap;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Security;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Remembers an accepted passphrase as an HMAC under a random key of its own, so that a second proof costs no KDF. */
public final class AcceptedSecret implements AutoCloseable {
    private final byte[] key = new byte[32];
    private final byte[] mac;

    public AcceptedSecret(char[] accepted) {
        new SecureRandom().nextBytes(key);
        mac = mac(accepted);
    }

    /** Whether this is the same passphrase; constant time. */
    public boolean is(char[] other) {
        byte[] otherMac;
        try {
            otherMac = mac(other);
        } catch (KeyAccessException e) {
            return false; // no passphrase at all: nothing that was ever accepted
        }
        return MessageDigest.isEqual(mac, otherMac);
    }

    @Override
    public void close() {
        new SecureRandom().nextBytes(key); // whatever comes after proves nothing
        Arrays.fill(mac, (byte) 0);
    }

    private byte[] mac(char[] passphrase) {
        byte[] bytes = Passphrase.utf8(passphrase);
        try {
            Mac hmac = Mac.getInstance("HmacSHA256", Security.getProvider("SunJCE"));
            hmac.init(new SecretKeySpec(key, "HmacSHA256"));
            return hmac.doFinal(bytes);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KeyAccessException(Reason.CANNOT, "the JDK's provider SunJCE makes no HMAC", e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
