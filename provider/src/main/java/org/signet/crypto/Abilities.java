package org.signet.crypto;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;

/** What keeps a key from a scheme: its kind, its size, or what its place can do. */
final class Abilities {
    /** A scheme that is one primitive of one family of keys. */
    private record Plain(Class<? extends Scheme> scheme, KeyFamily family, Primitive primitive) {}

    private static final List<Plain> PLAIN = List.of(
            new Plain(Scheme.Ecdsa.class, KeyFamily.EC, Primitive.ECDSA),
            new Plain(Scheme.Ecdh.class, KeyFamily.EC, Primitive.ECDH),
            new Plain(Scheme.EdDsa.class, KeyFamily.EDWARDS, Primitive.EDDSA),
            new Plain(Scheme.Xdh.class, KeyFamily.MONTGOMERY, Primitive.XDH),
            new Plain(Scheme.Dh.class, KeyFamily.DH, Primitive.DH),
            new Plain(Scheme.Dsa.class, KeyFamily.DSA, Primitive.DSA),
            new Plain(Scheme.MlDsa.class, KeyFamily.ML_DSA, Primitive.ML_DSA));

    private Abilities() {}

    /** In words, as the end of "this key cannot do that: "; empty where nothing does. */
    static Optional<String> obstacle(KeyRecord key, Scheme scheme) {
        for (Plain plain : PLAIN) {
            if (plain.scheme().isInstance(scheme)) {
                return KeyFamily.of(key.publicKey())
                                .filter(plain.family()::equals)
                                .isPresent()
                        ? lacking(key, plain.primitive())
                        : Optional.of("it is no " + plain.family().algorithm() + " key");
            }
        }
        return RsaPublic.of(key.publicKey())
                .map(rsa -> obstacle(key, rsa, scheme))
                .orElse(Optional.of("it is no RSA key with an odd exponent between 2^16 and 2^256"));
    }

    /** The agreement that a key of this kind does. */
    static Optional<Scheme.AgreementScheme> agreement(PublicKey key) {
        return KeyFamily.of(key).flatMap(family -> switch (family) {
            case EC -> Optional.of(new Scheme.Ecdh());
            case MONTGOMERY -> Optional.of(new Scheme.Xdh());
            case DH -> Optional.of(new Scheme.Dh());
            default -> Optional.empty();
        });
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
