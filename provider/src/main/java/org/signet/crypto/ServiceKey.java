package org.signet.crypto;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import javax.crypto.Cipher;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** An encryption service's software key. */
public final class ServiceKey {
    private ServiceKey() {}

    /** Performs one primitive with a software key. */
    public static byte[] perform(PrivateKey key, Primitive primitive, byte[] input) {
        try {
            switch (primitive) {
                case RSA_RAW -> {
                    Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", Security.getProvider("SunJCE"));
                    cipher.init(Cipher.ENCRYPT_MODE, key);
                    return cipher.doFinal(input);
                }
                case ECDSA -> {
                    Signature signature = Signature.getInstance("NONEwithECDSA", Security.getProvider("SunEC"));
                    signature.initSign(key);
                    signature.update(input);
                    return signature.sign();
                }
                default -> throw new KeyAccessException(Reason.CANNOT, primitive + " is not done here");
            }
        } catch (GeneralSecurityException e) {
            throw new KeyAccessException(Reason.CANNOT, primitive + " failed", e);
        }
    }
}
