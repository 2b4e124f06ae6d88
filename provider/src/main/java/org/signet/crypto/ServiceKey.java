package org.signet.crypto;

import java.math.BigInteger;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.DSAPrivateKey;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.interfaces.XECPrivateKey;
import java.security.spec.ECPublicKeySpec;
import javax.crypto.interfaces.DHPrivateKey;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** One primitive done by an encryption service with a software key. */
public final class ServiceKey {
    private ServiceKey() {}

    /** As the preferred services do it. */
    public static byte[] perform(PrivateKey key, Primitive primitive, byte[] input) {
        return perform(EncryptionServices.preferred(), key, primitive, input);
    }

    /**
     * Does one primitive; input and output as {@link Primitive} says. The input is not changed, the key not kept.
     *
     * @throws KeyAccessException CANNOT if the key is of another kind or the service cannot, CONFIGURATION if a configured one is
     *     none, DATA for an input of the wrong length or range, or a peer's point that is not on the key's curve
     */
    public static byte[] perform(EncryptionServices services, PrivateKey key, Primitive primitive, byte[] input) {
        return switch (primitive) {
            case RSA_RAW -> rsaRaw(services, as(RSAPrivateKey.class, key), input);
            case ECDSA -> services.signEcdsa(as(ECPrivateKey.class, key), input);
            case ECDH -> ecdh(services, as(ECPrivateKey.class, key), input);
            case EDDSA -> services.signEdDsa(as(EdECPrivateKey.class, key), input);
            case XDH -> xdh(services, as(XECPrivateKey.class, key), input);
            case DH -> dh(services, as(DHPrivateKey.class, key), input);
            case DSA -> services.signDsa(as(DSAPrivateKey.class, key), input);
            case ML_DSA -> services.signMlDsa(key, input);
            default ->
                throw new KeyAccessException(
                        Reason.CANNOT, "no encryption service does " + primitive.word() + " with a software key");
        };
    }

    /**
     * Reads a software key without showing it to any provider but the platform's own.
     *
     * @param publicKey its public half, which says the kind
     * @param pkcs8 a PrivateKeyInfo in DER (RFC 5208)
     * @throws KeyAccessException CANNOT where it is not such a key
     */
    public static PrivateKey decode(PublicKey publicKey, byte[] pkcs8) {
        return Services.platform().decode(publicKey, pkcs8);
    }

    private static byte[] rsaRaw(EncryptionServices services, RSAPrivateKey key, byte[] input) {
        BigInteger n = key.getModulus();
        if (input.length != Integers.bytes(n) || new BigInteger(1, input).compareTo(n) >= 0) {
            throw new KeyAccessException(
                    Reason.DATA, input.length + " bytes are no block below a modulus of " + n.bitLength() + " bits");
        }
        return services.rsaRaw(key, input);
    }

    private static byte[] ecdh(EncryptionServices services, ECPrivateKey key, byte[] input) {
        EcCurve curve = new EcCurve(key.getParams());
        return services.agreeEcdh(key, new ECPublicKeySpec(curve.decode(input), key.getParams()));
    }

    private static byte[] xdh(EncryptionServices services, XECPrivateKey key, byte[] input) {
        Montgomery curve = new Montgomery(key.getParams());
        return services.agree(Primitive.XDH, key, curve.decode(input));
    }

    private static byte[] dh(EncryptionServices services, DHPrivateKey key, byte[] input) {
        DhGroup group = new DhGroup(key.getParams());
        return services.agree(Primitive.DH, key, group.decode(input));
    }

    private static <K> K as(Class<K> kind, PrivateKey key) {
        if (!kind.isInstance(key)) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "need " + kind.getSimpleName() + ", not " + key.getClass().getName());
        }
        return kind.cast(key);
    }
}
