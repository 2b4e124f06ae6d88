package org.signet.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.Provider;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.signet.crypto.Digest;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.SignatureScheme;

/** The table of the front: every algorithm that Signet offers is one row here, and nothing else. */
public final class Algorithms {
    /** KeyStore type. */
    public static final String KEYSTORE_TYPE = "Signet";

    /**
     * One algorithm.
     *
     * @param type the JCA engine
     * @param name the JCA standard name
     * @param handle the kind of handle it takes; Key for an engine without one
     * @param spi makes the SPI, free of cost and side effects (jca-facts 10)
     * @param aliases other names and OIDs
     */
    record Row(String type, String name, Class<?> handle, Function<LazyManager, Object> spi, List<String> aliases) {}

    // spotless:off
    private static final List<Row> ROWS = List.of(
            signature("SHA256withRSA",   rsa(Digest.SHA256), "1.2.840.113549.1.1.11"),
            signature("SHA384withRSA",   rsa(Digest.SHA384), "1.2.840.113549.1.1.12"),
            signature("SHA512withRSA",   rsa(Digest.SHA512), "1.2.840.113549.1.1.13"),
            signature("SHA256withECDSA", ecdsa(Digest.SHA256), "1.2.840.10045.4.3.2"),
            signature("SHA384withECDSA", ecdsa(Digest.SHA384), "1.2.840.10045.4.3.3"), // keytool 25's choice for P-256 too
            signature("SHA512withECDSA", ecdsa(Digest.SHA512), "1.2.840.10045.4.3.4"),
            cipher("RSA/ECB/PKCS1Padding"),
            cipher("RSA"), // SunJCE's bare RSA is PKCS1Padding
            new Row("KeyStore", KEYSTORE_TYPE, Key.class, SignetKeyStore::new, List.of()));
    // spotless:on

    private Algorithms() {}

    /** The services of one provider object. */
    public static Stream<Provider.Service> services(Provider provider, LazyManager manager) {
        return ROWS.stream().map(row -> new SignetService(provider, row, manager));
    }

    static List<Row> rows() {
        return ROWS;
    }

    /** What a signature row does: its digest on the host, its scheme at the key's place. */
    record SignatureRow(Class<? extends SignetPrivateKey> handle, Digest digest, SignatureScheme scheme) {}

    /** A handle of that kind and of this manager, or the reason why not (jca-facts 6: the first text is what people see). */
    static <T extends SignetPrivateKey> T handle(Key key, Class<T> kind, LazyManager manager)
            throws InvalidKeyException {
        if (!kind.isInstance(key)) {
            throw new InvalidKeyException(
                    "need an " + (kind == RsaHandle.class ? "RSA" : "EC") + " handle from this provider, not "
                            + (key == null ? "null" : key.getClass().getName()));
        }
        T handle = kind.cast(key);
        if (!manager.is(handle.manager())) {
            throw new InvalidKeyException("this handle belongs to another instance of the provider");
        }
        if (handle.isDestroyed()) {
            throw new InvalidKeyException("this handle was destroyed");
        }
        return handle;
    }

    private static Row signature(String name, SignatureRow row, String oid) {
        return new Row(
                "Signature", name, row.handle(), m -> new SignetSignature(name, row, m), List.of(oid, "OID." + oid));
    }

    private static Row cipher(String transformation) {
        return new Row("Cipher", transformation, RsaHandle.class, SignetCipher::new, List.of());
    }

    private static SignatureRow rsa(Digest digest) {
        return new SignatureRow(RsaHandle.class, digest, new Scheme.RsaPkcs1(digest));
    }

    private static SignatureRow ecdsa(Digest digest) {
        return new SignatureRow(EcHandle.class, digest, new Scheme.Ecdsa());
    }
}
