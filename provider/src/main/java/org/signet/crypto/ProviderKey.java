package org.signet.crypto;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPublicKeySpec;
import java.util.Objects;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/**
 * A private key that another provider holds and nobody else can use: an object of a PKCS#11 token's, or of a cloud service. Each
 * primitive is asked of that provider object and of no other; whatever comes back is the caller's to check.
 */
public final class ProviderKey {
    private final Provider provider;
    private final PrivateKey key;
    private final PublicKey publicKey;

    public ProviderKey(Provider provider, PrivateKey key, PublicKey publicKey) {
        this.provider = Objects.requireNonNull(provider);
        this.key = Objects.requireNonNull(key);
        this.publicKey = Objects.requireNonNull(publicKey);
    }

    /**
     * Does one primitive; input and output as {@link Primitive} says.
     *
     * @throws KeyAccessException CANNOT where the provider does not do that with this key, REFUSED for a bad padding, DATA for a
     *     peer's point that is not on the curve, IO for whatever else went wrong there
     */
    public byte[] perform(Primitive primitive, byte[] input) {
        return switch (primitive) {
            case RSA_RAW -> eitherWay("RSA/ECB/NoPadding", input);
            case RSA_PKCS1_SIGN -> signPadding(input);
            case RSA_PKCS1_DECRYPT ->
                run(primitive.word(), () -> cipher("RSA/ECB/PKCS1Padding", Cipher.DECRYPT_MODE, input));
            case ECDSA -> run(primitive.word(), () -> sign("NONEwithECDSA", input));
            case ECDH -> run(primitive.word(), () -> agree(input));
            case EDDSA -> run(primitive.word(), () -> sign("EdDSA", input));
            default ->
                throw new KeyAccessException(
                        Reason.CANNOT, provider.getName() + " is not asked for " + primitive.word() + " by Signet");
        };
    }

    /** The same number, as a signature or as a decryption: a token may allow the key only one of them. */
    private byte[] eitherWay(String transformation, byte[] input) {
        try {
            return run(Primitive.RSA_RAW.word(), () -> cipher(transformation, Cipher.ENCRYPT_MODE, input));
        } catch (KeyAccessException e) {
            return run(Primitive.RSA_RAW.word(), () -> cipher(transformation, Cipher.DECRYPT_MODE, input));
        }
    }

    /** By a signature over the DigestInfo as it is, or the cipher that pads as one. */
    private byte[] signPadding(byte[] input) {
        try {
            return run(Primitive.RSA_PKCS1_SIGN.word(), () -> sign("NONEwithRSA", input));
        } catch (KeyAccessException e) {
            return run(
                    Primitive.RSA_PKCS1_SIGN.word(), () -> cipher("RSA/ECB/PKCS1Padding", Cipher.ENCRYPT_MODE, input));
        }
    }

    private byte[] cipher(String transformation, int mode, byte[] input) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(transformation, provider);
        cipher.init(mode, key);
        return cipher.doFinal(input);
    }

    private byte[] sign(String algorithm, byte[] input) throws GeneralSecurityException {
        Signature signature = Signature.getInstance(algorithm, provider);
        signature.initSign(key);
        signature.update(input);
        return signature.sign();
    }

    private byte[] agree(byte[] point) throws GeneralSecurityException {
        if (!(publicKey instanceof ECPublicKey ec)) {
            throw new InvalidKeyException("no EC key");
        }
        EcCurve curve = new EcCurve(ec.getParams());
        KeyFactory peers = Services.platform().keyFactory("EC");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(key);
        agreement.doPhase(peers.generatePublic(new ECPublicKeySpec(curve.decode(point), ec.getParams())), true);
        return agreement.generateSecret();
    }

    private interface Step {
        byte[] take() throws GeneralSecurityException;
    }

    private byte[] run(String what, Step step) {
        ServiceCalls call = ServiceCalls.enter(provider);
        try {
            if (call.looped()) {
                throw failed(Reason.CONFIGURATION, what, new IllegalStateException("asked from inside itself"));
            }
            return step.take();
        } catch (BadPaddingException e) {
            throw failed(Reason.REFUSED, what, e);
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw failed(Reason.CANNOT, what, e);
        } catch (KeyAccessException e) {
            throw e;
        } catch (GeneralSecurityException | RuntimeException e) {
            throw failed(Reason.IO, what, e);
        } finally {
            call.leave();
        }
    }

    private KeyAccessException failed(Reason reason, String what, Exception e) {
        return new KeyAccessException(
                reason,
                what + " by " + provider.getName() + " failed: " + e.getClass().getSimpleName(),
                e);
    }
}
