package org.signet.manager;

import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;

/** What a key has been used for, as far as its certificates tell (RFC 5280, 4.2.1.3). */
final class KeyNeeds {
    private static final Set<Primitive> SIGNING = EnumSet.of(
            Primitive.RSA_RAW,
            Primitive.RSA_PKCS1_SIGN,
            Primitive.ECDSA,
            Primitive.EDDSA,
            Primitive.DSA,
            Primitive.ML_DSA);
    private static final Set<Primitive> DECRYPTING = EnumSet.of(Primitive.RSA_RAW, Primitive.RSA_PKCS1_DECRYPT);
    private static final Set<Primitive> AGREEING = EnumSet.of(Primitive.ECDH, Primitive.XDH, Primitive.DH);

    // digitalSignature, nonRepudiation, keyCertSign, cRLSign; keyEncipherment, dataEncipherment; keyAgreement
    private static final Map<Integer, Set<Primitive>> BY_BIT =
            Map.of(0, SIGNING, 1, SIGNING, 5, SIGNING, 6, SIGNING, 2, DECRYPTING, 3, DECRYPTING, 4, AGREEING);

    private KeyNeeds() {}

    /** Where no certificate tells, whoever signs, signs; a key that cannot is for the rest. */
    static Set<Primitive> of(KeyRecord key, Collection<List<X509Certificate>> chains) {
        Set<Primitive> needed = EnumSet.noneOf(Primitive.class);
        chains.stream().flatMap(c -> c.stream().limit(1)).forEach(c -> needed.addAll(told(c)));
        needed.retainAll(key.can());
        if (needed.isEmpty()) {
            needed.addAll(key.can());
            needed.retainAll(SIGNING);
        }
        return needed.isEmpty() ? key.can() : needed;
    }

    private static Set<Primitive> told(X509Certificate certificate) {
        Set<Primitive> told = EnumSet.noneOf(Primitive.class);
        boolean[] usage = certificate.getKeyUsage();
        BY_BIT.forEach((bit, primitives) -> {
            if (usage != null && bit < usage.length && usage[bit]) {
                told.addAll(primitives);
            }
        });
        return told;
    }

    /** Whether a key's certificates say nonRepudiation and no other signature: it answers no challenge (userfile.md, Challenge). */
    static boolean isForContracts(Collection<List<X509Certificate>> chains) {
        return chains.stream()
                .flatMap(c -> c.stream().limit(1))
                .map(X509Certificate::getKeyUsage)
                .anyMatch(usage -> usage != null && usage[1] && !usage[0]);
    }
}
