package org.signet.crypto;

import java.security.interfaces.ECPublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;

/** What keeps a key from a scheme: its kind, its size, or what its place can do. */
final class Abilities {
    private Abilities() {}

    /** In words, as the end of "this key cannot do that: "; empty where nothing does. */
    static Optional<String> obstacle(KeyRecord key, Scheme scheme) {
        if (scheme instanceof Scheme.Ecdsa) {
            return key.publicKey() instanceof ECPublicKey
                    ? lacking(key, Primitive.ECDSA)
                    : Optional.of("it is no EC key");
        }
        return RsaPublic.of(key.publicKey())
                .map(rsa -> obstacle(key, rsa, scheme))
                .orElse(Optional.of("it is no RSA key with an odd exponent between 2^16 and 2^256"));
    }

    /** For ECDH with this key. */
    static Optional<String> agreementObstacle(KeyRecord key) {
        return key.publicKey() instanceof ECPublicKey ? lacking(key, Primitive.ECDH) : Optional.of("it is no EC key");
    }

    private static Optional<String> obstacle(KeyRecord key, RsaPublic rsa, Scheme scheme) {
        if (scheme instanceof Scheme.RsaPkcs1 pkcs1) {
            return tooSmall(rsa, Pkcs1.leastModulus(pkcs1.digest()))
                    .or(() -> lacking(key, Primitive.RSA_RAW, Primitive.RSA_PKCS1_SIGN));
        }
        if (scheme instanceof Scheme.RsaPkcs1Given) {
            return lacking(key, Primitive.RSA_RAW, Primitive.RSA_PKCS1_SIGN);
        }
        if (scheme instanceof Scheme.RsaPss pss) {
            return Pss.obstacle(rsa, pss).or(() -> lacking(key, Primitive.RSA_RAW));
        }
        if (scheme instanceof Scheme.RsaRaw) {
            return lacking(key, Primitive.RSA_RAW);
        }
        if (scheme instanceof Scheme.RsaOaep oaep) {
            return tooSmall(rsa, Oaep.leastModulus(oaep)).or(() -> lacking(key, Primitive.RSA_RAW));
        }
        return lacking(key, Primitive.RSA_RAW, Primitive.RSA_PKCS1_DECRYPT);
    }

    private static Optional<String> tooSmall(RsaPublic rsa, int least) {
        return rsa.length() >= least
                ? Optional.empty()
                : Optional.of("its " + rsa.n().bitLength() + " bits are too few, " + 8 * least + " needed");
    }

    private static Optional<String> lacking(KeyRecord key, Primitive... anyOf) {
        Set<Primitive> can = key.can();
        return Arrays.stream(anyOf).anyMatch(can::contains)
                ? Optional.empty()
                : Optional.of(key.place() + " does not do " + anyOf[0].word() + " with it");
    }
}
