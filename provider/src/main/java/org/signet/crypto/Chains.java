package org.signet.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** The certificates of a CA's reply put in order: the key's own first, each signed by the next. Nothing here says that any is trusted. */
public final class Chains {
    private Chains() {}

    /** The first of these that certifies this key. */
    public static Optional<X509Certificate> of(PublicKey key, List<X509Certificate> reply) {
        return reply.stream().filter(c -> isOf(c, key)).findFirst();
    }

    /**
     * The chain of the key's certificate, as far as the reply has issuers.
     *
     * @throws KeyAccessException REFUSED where no certificate is this key's, or one is in there that is no part of the chain
     */
    public static List<X509Certificate> ordered(PublicKey key, List<X509Certificate> reply) {
        X509Certificate own = of(key, reply)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.REFUSED, "none of the " + reply.size() + " certificates is of this key"));
        List<X509Certificate> left = new ArrayList<>(reply.stream().distinct().toList());
        List<X509Certificate> chain = new ArrayList<>();
        Optional<X509Certificate> next = Optional.of(own);
        while (next.isPresent()) {
            X509Certificate certificate = next.get();
            chain.add(certificate);
            left.remove(certificate);
            next = left.stream()
                    .filter(issuer -> isSignedBy(certificate, issuer))
                    .findFirst();
        }
        if (!left.isEmpty()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "the certificate of "
                            + left.get(0).getSubjectX500Principal().getName()
                            + " signed none of the chain of "
                            + own.getSubjectX500Principal().getName());
        }
        return chain;
    }

    private static boolean isOf(X509Certificate certificate, PublicKey key) {
        return Arrays.equals(certificate.getPublicKey().getEncoded(), key.getEncoded());
    }

    private static boolean isSignedBy(X509Certificate certificate, X509Certificate issuer) {
        if (!certificate.getIssuerX500Principal().equals(issuer.getSubjectX500Principal())) {
            return false;
        }
        try {
            Optional<PublicKey> key = Der.publicKey(issuer.getPublicKey().getEncoded());
            return key.isPresent() && isSignedBy(certificate, key.get());
        } catch (GeneralSecurityException | KeyAccessException e) {
            return false;
        }
    }

    /** By the JDK, or for an ML-DSA issuer by whatever signs with ML-DSA here. */
    private static boolean isSignedBy(X509Certificate certificate, PublicKey key) throws GeneralSecurityException {
        if (KeyFamily.of(key).filter(f -> f == KeyFamily.ML_DSA).isPresent()) {
            byte[] signed = certificate.getTBSCertificate();
            return EncryptionServices.platform().verify(Primitive.ML_DSA, key, signed, certificate.getSignature());
        }
        for (String service : List.of("SunRsaSign", "SunEC", "SUN")) {
            Provider provider = Security.getProvider(service);
            if (provider != null && provider.getService("Signature", certificate.getSigAlgName()) != null) {
                certificate.verify(key, provider);
                return true;
            }
        }
        return false;
    }
}
