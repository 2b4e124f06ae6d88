package org.signet.jca;

import java.security.CodeSource;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.ProviderException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.signet.crypto.Digest;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.AgreementScheme;
import org.signet.crypto.Scheme.SignatureScheme;

/** The table of the front: every algorithm that Signet offers is one row here, and nothing else; only the CertStore stands beside it. */
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
            signature("SHA1withRSA",       rsa(Digest.SHA1),       "1.2.840.113549.1.1.5", "1.3.14.3.2.29"),
            signature("SHA224withRSA",     rsa(Digest.SHA224),     "1.2.840.113549.1.1.14"),
            signature("SHA256withRSA",     rsa(Digest.SHA256),     "1.2.840.113549.1.1.11"),
            signature("SHA384withRSA",     rsa(Digest.SHA384),     "1.2.840.113549.1.1.12"),
            signature("SHA512withRSA",     rsa(Digest.SHA512),     "1.2.840.113549.1.1.13"),
            signature("SHA512/224withRSA", rsa(Digest.SHA512_224), "1.2.840.113549.1.1.15", "SHA512(224)withRSA"),
            signature("SHA512/256withRSA", rsa(Digest.SHA512_256), "1.2.840.113549.1.1.16", "SHA512(256)withRSA"),
            signature("SHA3-224withRSA",   rsa(Digest.SHA3_224),   "2.16.840.1.101.3.4.3.13"),
            signature("SHA3-256withRSA",   rsa(Digest.SHA3_256),   "2.16.840.1.101.3.4.3.14"),
            signature("SHA3-384withRSA",   rsa(Digest.SHA3_384),   "2.16.840.1.101.3.4.3.15"),
            signature("SHA3-512withRSA",   rsa(Digest.SHA3_512),   "2.16.840.1.101.3.4.3.16"),
            signature("NONEwithRSA",       rsa()),
            new Row("Signature", SignetPss.NAME, RsaHandle.class, SignetPss::new, aliases("1.2.840.113549.1.1.10")),
            pss("SHA1",   Digest.SHA1),
            pss("SHA224", Digest.SHA224),
            pss("SHA256", Digest.SHA256),
            pss("SHA384", Digest.SHA384),
            pss("SHA512", Digest.SHA512),
            pss("SHA512(224)", Digest.SHA512_224, "SHA512/224"),
            pss("SHA512(256)", Digest.SHA512_256, "SHA512/256"),
            pss("SHA3-224", Digest.SHA3_224),
            pss("SHA3-256", Digest.SHA3_256),
            pss("SHA3-384", Digest.SHA3_384),
            pss("SHA3-512", Digest.SHA3_512),
            signature("SHA1withECDSA",     ecdsa(Digest.SHA1),     "1.2.840.10045.4.1"),
            signature("SHA224withECDSA",   ecdsa(Digest.SHA224),   "1.2.840.10045.4.3.1"),
            signature("SHA256withECDSA",   ecdsa(Digest.SHA256),   "1.2.840.10045.4.3.2"),
            signature("SHA384withECDSA",   ecdsa(Digest.SHA384),   "1.2.840.10045.4.3.3"),
            signature("SHA512withECDSA",   ecdsa(Digest.SHA512),   "1.2.840.10045.4.3.4"),
            signature("SHA3-224withECDSA", ecdsa(Digest.SHA3_224), "2.16.840.1.101.3.4.3.9"),
            signature("SHA3-256withECDSA", ecdsa(Digest.SHA3_256), "2.16.840.1.101.3.4.3.10"),
            signature("SHA3-384withECDSA", ecdsa(Digest.SHA3_384), "2.16.840.1.101.3.4.3.11"),
            signature("SHA3-512withECDSA", ecdsa(Digest.SHA3_512), "2.16.840.1.101.3.4.3.12"),
            signature("NONEwithECDSA",     ecdsa()),
            signature("SHA1withECDSAinP1363Format",   ecdsa(Digest.SHA1).inP1363()),
            signature("SHA224withECDSAinP1363Format", ecdsa(Digest.SHA224).inP1363()),
            signature("SHA256withECDSAinP1363Format", ecdsa(Digest.SHA256).inP1363()),
            signature("SHA384withECDSAinP1363Format", ecdsa(Digest.SHA384).inP1363()),
            signature("SHA512withECDSAinP1363Format", ecdsa(Digest.SHA512).inP1363()),
            signature("SHA3-224withECDSAinP1363Format", ecdsa(Digest.SHA3_224).inP1363()),
            signature("SHA3-256withECDSAinP1363Format", ecdsa(Digest.SHA3_256).inP1363()),
            signature("SHA3-384withECDSAinP1363Format", ecdsa(Digest.SHA3_384).inP1363()),
            signature("SHA3-512withECDSAinP1363Format", ecdsa(Digest.SHA3_512).inP1363()),
            signature("NONEwithECDSAinP1363Format",   ecdsa().inP1363()),
            signature("SHA1withDSA",       dsa(Digest.SHA1),       "1.2.840.10040.4.3", "1.3.14.3.2.27", "DSA", "DSS", "SHA1/DSA"),
            signature("SHA224withDSA",     dsa(Digest.SHA224),     "2.16.840.1.101.3.4.3.1"),
            signature("SHA256withDSA",     dsa(Digest.SHA256),     "2.16.840.1.101.3.4.3.2"),
            signature("SHA384withDSA",     dsa(Digest.SHA384),     "2.16.840.1.101.3.4.3.3"),
            signature("SHA512withDSA",     dsa(Digest.SHA512),     "2.16.840.1.101.3.4.3.4"),
            signature("SHA3-224withDSA",   dsa(Digest.SHA3_224),   "2.16.840.1.101.3.4.3.5"),
            signature("SHA3-256withDSA",   dsa(Digest.SHA3_256),   "2.16.840.1.101.3.4.3.6"),
            signature("SHA3-384withDSA",   dsa(Digest.SHA3_384),   "2.16.840.1.101.3.4.3.7"),
            signature("SHA3-512withDSA",   dsa(Digest.SHA3_512),   "2.16.840.1.101.3.4.3.8"),
            signature("NONEwithDSA",       dsa(),                  "RawDSA"),
            signature("SHA1withDSAinP1363Format",     dsa(Digest.SHA1).inP1363()),
            signature("SHA224withDSAinP1363Format",   dsa(Digest.SHA224).inP1363()),
            signature("SHA256withDSAinP1363Format",   dsa(Digest.SHA256).inP1363()),
            signature("SHA384withDSAinP1363Format",   dsa(Digest.SHA384).inP1363()),
            signature("SHA512withDSAinP1363Format",   dsa(Digest.SHA512).inP1363()),
            signature("SHA3-224withDSAinP1363Format", dsa(Digest.SHA3_224).inP1363()),
            signature("SHA3-256withDSAinP1363Format", dsa(Digest.SHA3_256).inP1363()),
            signature("SHA3-384withDSAinP1363Format", dsa(Digest.SHA3_384).inP1363()),
            signature("SHA3-512withDSAinP1363Format", dsa(Digest.SHA3_512).inP1363()),
            signature("NONEwithDSAinP1363Format",     dsa().inP1363()),
            signature("EdDSA",     message(EdHandle.class, new Scheme.EdDsa())),
            signature("Ed25519",   message(EdHandle.class, new Scheme.EdDsa()).of("Ed25519"),      "1.3.101.112"),
            signature("Ed448",     message(EdHandle.class, new Scheme.EdDsa()).of("Ed448"),        "1.3.101.113"),
            signature("ML-DSA",    message(MlDsaHandle.class, new Scheme.MlDsa())),
            signature("ML-DSA-44", message(MlDsaHandle.class, new Scheme.MlDsa()).of("ML-DSA-44"), "2.16.840.1.101.3.4.3.17"),
            signature("ML-DSA-65", message(MlDsaHandle.class, new Scheme.MlDsa()).of("ML-DSA-65"), "2.16.840.1.101.3.4.3.18"),
            signature("ML-DSA-87", message(MlDsaHandle.class, new Scheme.MlDsa()).of("ML-DSA-87"), "2.16.840.1.101.3.4.3.19"),
            cipher("PKCS1Padding"),
            cipher("NoPadding"),
            cipher("OAEPPadding"),
            cipher("OAEPWithSHA-1AndMGF1Padding", "RSA/ECB/OAEPWithSHA1AndMGF1Padding"),
            cipher("OAEPWithSHA-224AndMGF1Padding"),
            cipher("OAEPWithSHA-256AndMGF1Padding"),
            cipher("OAEPWithSHA-384AndMGF1Padding"),
            cipher("OAEPWithSHA-512AndMGF1Padding"),
            cipher("OAEPWithSHA-512/224AndMGF1Padding"),
            cipher("OAEPWithSHA-512/256AndMGF1Padding"),
            new Row("Cipher", "RSA", RsaHandle.class, m -> new SignetCipher(m, "PKCS1Padding"), List.of()), // as SunJCE has it
            agreement("ECDH",          agreement(EcHandle.class, new Scheme.Ecdh())),
            agreement("XDH",           agreement(XdhHandle.class, new Scheme.Xdh())),
            agreement("X25519",        agreement(XdhHandle.class, new Scheme.Xdh()).of("X25519"), "1.3.101.110"),
            agreement("X448",          agreement(XdhHandle.class, new Scheme.Xdh()).of("X448"),   "1.3.101.111"),
            agreement("DiffieHellman", agreement(DhHandle.class, new Scheme.Dh()),                "1.2.840.113549.1.3.1", "DH"),
            agreement("SHA1",   Digest.SHA1,   "1.3.133.16.840.63.0.2", "1.3.133.16.840.63.0.3"),
            agreement("SHA224", Digest.SHA224, "1.3.132.1.11.0",        "1.3.132.1.14.0"),
            agreement("SHA256", Digest.SHA256, "1.3.132.1.11.1",        "1.3.132.1.14.1"),
            agreement("SHA384", Digest.SHA384, "1.3.132.1.11.2",        "1.3.132.1.14.2"),
            agreement("SHA512", Digest.SHA512, "1.3.132.1.11.3",        "1.3.132.1.14.3"),
            new Row("KeyFactory", KEYSTORE_TYPE, Key.class, SignetKeyFactory::new, List.of()),
            new Row("KeyStore", KEYSTORE_TYPE, Key.class, SignetKeyStore::new, List.of()));
    // spotless:on

    private Algorithms() {}

    /** The services of one provider object. */
    public static Stream<Provider.Service> services(Provider provider, LazyManager manager) {
        return Stream.concat(
                ROWS.stream().map(row -> new SignetService(provider, row, manager)),
                Stream.of(new CertStoreService(provider, manager)));
    }

    static List<Row> rows() {
        return ROWS;
    }

    /**
     * What a signature row does: its digest on the host, its scheme at the key's place, and the form of the result.
     *
     * @param hash makes the digest
     * @param p1363 whether r and s are side by side (IEEE P1363) and not DER
     * @param only the one parameter set that the name stands for; empty for any
     */
    record SignatureRow(
            Class<? extends SignetPrivateKey> handle,
            Supplier<MessageDigest> hash,
            SignatureScheme scheme,
            boolean p1363,
            String only) {
        SignatureRow inP1363() {
            return new SignatureRow(handle, hash, scheme, true, only);
        }

        SignatureRow of(String parameterSet) {
            return new SignatureRow(handle, hash, scheme, p1363, parameterSet);
        }

        boolean takes(SignetPrivateKey key) {
            return only.isEmpty() || only.equals(key.parameterSet());
        }
    }

    /**
     * What an agreement row does.
     *
     * @param only the one curve that the name stands for; empty for any
     * @param kdf the hash function of X9.63's key derivation behind it
     */
    record AgreementRow(
            Class<? extends SignetPrivateKey> handle, AgreementScheme scheme, String only, Optional<Digest> kdf) {
        AgreementRow of(String curve) {
            return new AgreementRow(handle, scheme, curve, kdf);
        }

        AgreementRow with(Digest derivation) {
            return new AgreementRow(handle, scheme, only, Optional.of(derivation));
        }

        boolean takes(SignetPrivateKey key) {
            return only.isEmpty() || only.equals(key.parameterSet());
        }
    }

    private static final Map<Class<?>, String> HANDLES = Map.of(
            RsaHandle.class, "an RSA",
            EcHandle.class, "an EC",
            EdHandle.class, "an EdDSA",
            XdhHandle.class, "an XDH",
            DsaHandle.class, "a DSA",
            DhHandle.class, "a DH",
            MlDsaHandle.class, "an ML-DSA");

    /** A handle of that kind and of this manager, or the reason why not (jca-facts 6: the first text is what people see). */
    static <T extends SignetPrivateKey> T handle(Key key, Class<T> kind, LazyManager manager)
            throws InvalidKeyException {
        if (!kind.isInstance(key)) {
            throw new InvalidKeyException("need " + HANDLES.getOrDefault(kind, "a") + " handle from this provider, not "
                    + (key == null ? "null" : what(key.getClass())));
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

    /** Two releases in one JVM have classes of one name. */
    private static String what(Class<?> key) {
        boolean copy = key.getName().startsWith(Algorithms.class.getPackageName() + ".")
                && key.getClassLoader() != Algorithms.class.getClassLoader();
        return copy
                ? "one of another signet.jar that is loaded too (" + where(key) + ", here " + where(Algorithms.class)
                        + "): leave one of them"
                : key.getName();
    }

    private static String where(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? "somewhere" : String.valueOf(source.getLocation());
    }

    /** @param aliases names and OIDs */
    private static Row signature(String name, SignatureRow row, String... aliases) {
        return new Row("Signature", name, row.handle(), m -> new SignetSignature(name, row, m), aliases(aliases));
    }

    /** The JCA looks for an OID with and without a word in front. */
    static List<String> aliases(String... aliases) {
        return Stream.of(aliases)
                .flatMap(a -> Character.isDigit(a.charAt(0)) ? Stream.of(a, "OID." + a) : Stream.of(a))
                .toList();
    }

    /** The names of others for RSASSA-PSS with MGF1 over the same hash, and a salt of its length. */
    private static Row pss(String hash, Digest digest, String... alsoSpelt) {
        Scheme.RsaPss scheme = new Scheme.RsaPss(digest, digest, digest.length());
        List<String> names = Stream.concat(Stream.of(hash), Stream.of(alsoSpelt))
                .flatMap(h -> Stream.of(h + "withRSAandMGF1", h + "withRSASSA-PSS", h + "withRSA/PSS"))
                .toList();
        return signature(
                names.get(0), pss(scheme), names.subList(1, names.size()).toArray(String[]::new));
    }

    static SignatureRow pss(Scheme.RsaPss scheme) {
        return hashed(RsaHandle.class, scheme.hash(), scheme);
    }

    private static Row cipher(String padding, String... aliases) {
        return new Row(
                "Cipher", "RSA/ECB/" + padding, RsaHandle.class, m -> new SignetCipher(m, padding), List.of(aliases));
    }

    /** RFC 5753's names: the standard and the cofactor agreement, which are one where the cofactor is 1, as on all our curves. */
    private static Row agreement(String hash, Digest digest, String standard, String cofactor) {
        AgreementRow row = agreement(EcHandle.class, new Scheme.Ecdh()).with(digest);
        return new Row(
                "KeyAgreement",
                "ECDHwith" + hash + "KDF",
                row.handle(),
                m -> new SignetKeyAgreement("ECDHwith" + hash + "KDF", row, m),
                aliases(standard, "ECCDHwith" + hash + "KDF", cofactor));
    }

    private static Row agreement(String name, AgreementRow row, String... aliases) {
        return new Row("KeyAgreement", name, row.handle(), m -> new SignetKeyAgreement(name, row, m), aliases(aliases));
    }

    private static AgreementRow agreement(Class<? extends SignetPrivateKey> handle, AgreementScheme scheme) {
        return new AgreementRow(handle, scheme, "", Optional.empty());
    }

    private static SignatureRow rsa(Digest digest) {
        return hashed(RsaHandle.class, digest, new Scheme.RsaPkcs1(digest));
    }

    private static SignatureRow rsa() {
        return unhashed(RsaHandle.class, Unhashed.RSA, new Scheme.RsaPkcs1Given());
    }

    private static SignatureRow ecdsa(Digest digest) {
        return hashed(EcHandle.class, digest, new Scheme.Ecdsa());
    }

    private static SignatureRow ecdsa() {
        return unhashed(EcHandle.class, Unhashed.ECDSA, new Scheme.Ecdsa());
    }

    private static SignatureRow dsa(Digest digest) {
        return hashed(DsaHandle.class, digest, new Scheme.Dsa());
    }

    private static SignatureRow dsa() {
        return unhashed(DsaHandle.class, Unhashed.ECDSA, new Scheme.Dsa());
    }

    /** Whose primitive takes the whole message. */
    private static SignatureRow message(Class<? extends SignetPrivateKey> handle, SignatureScheme scheme) {
        return unhashed(handle, Unhashed.MESSAGE, scheme);
    }

    private static SignatureRow hashed(
            Class<? extends SignetPrivateKey> handle, Digest digest, SignatureScheme scheme) {
        return new SignatureRow(handle, hash(digest), scheme, false, "");
    }

    private static SignatureRow unhashed(Class<? extends SignetPrivateKey> handle, int most, SignatureScheme scheme) {
        return new SignatureRow(handle, () -> new Unhashed(most), scheme, false, "");
    }

    /** @throws ProviderException when asked, where this Java has no such digest */
    static Supplier<MessageDigest> hash(Digest digest) {
        return () -> {
            try {
                return MessageDigest.getInstance(digest.algorithm());
            } catch (NoSuchAlgorithmException e) {
                throw new ProviderException("this Java has no " + digest.algorithm(), e);
            }
        };
    }
}
