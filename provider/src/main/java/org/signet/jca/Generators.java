package org.signet.jca;

import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/** The table of key pair generators, which answer only where key generation was opted into (jca-facts 4). */
public final class Generators {
    /**
     * One generator.
     *
     * @param name the JCA standard name
     * @param kind what it makes unless told otherwise, as {@link org.signet.key.KeyKind} is written
     * @param sized the kind of a size in bits; null for what has no sizes
     * @param named the kind of a curve or parameter set, by the names that parameters give it
     * @param aliases other names and OIDs
     */
    record Row(String name, String kind, IntFunction<String> sized, Map<String, String> named, List<String> aliases) {}

    private static final Map<String, String> CURVES = Map.ofEntries(
            Map.entry("secp256r1", "ec:P-256"),
            Map.entry("nistp-256", "ec:P-256"),
            Map.entry("p-256", "ec:P-256"),
            Map.entry("prime256v1", "ec:P-256"),
            Map.entry("x9.62prime256v1", "ec:P-256"),
            Map.entry("1.2.840.10045.3.1.7", "ec:P-256"),
            Map.entry("secp384r1", "ec:P-384"),
            Map.entry("nistp-384", "ec:P-384"),
            Map.entry("p-384", "ec:P-384"),
            Map.entry("1.3.132.0.34", "ec:P-384"),
            Map.entry("secp521r1", "ec:P-521"),
            Map.entry("nistp-521", "ec:P-521"),
            Map.entry("p-521", "ec:P-521"),
            Map.entry("1.3.132.0.35", "ec:P-521"));

    private static final Map<String, String> ED25519 = Map.of("ed25519", "ed25519", "1.3.101.112", "ed25519");
    private static final Map<String, String> X25519 = Map.of("x25519", "x25519", "1.3.101.110", "x25519");
    private static final Map<String, String> ML_DSA =
            Map.of("ml-dsa-44", "ml-dsa:44", "ml-dsa-65", "ml-dsa:65", "ml-dsa-87", "ml-dsa:87");

    // spotless:off
    private static final List<Row> ROWS = List.of(
            row("RSA",           "rsa:3072",  bits -> "rsa:" + bits,  Map.of(), "1.2.840.113549.1.1.1"),
            row("EC",            "ec:P-256",  bits -> "ec:P-" + bits, CURVES,   "1.2.840.10045.2.1", "EllipticCurve"),
            row("EdDSA",         "ed25519",   Generators::ed25519,    ED25519),
            row("Ed25519",       "ed25519",   Generators::ed25519,    ED25519,  "1.3.101.112"),
            row("XDH",           "x25519",    Generators::x25519,     X25519),
            row("X25519",        "x25519",    Generators::x25519,     X25519,   "1.3.101.110"),
            row("DSA",           "dsa:3072",  bits -> "dsa:" + bits,  Map.of(), "1.2.840.10040.4.1"),
            row("DiffieHellman", "dh:3072",   bits -> "dh:" + bits,   Map.of(), "1.2.840.113549.1.3.1", "DH"),
            row("ML-DSA",        "ml-dsa:65", null,                   ML_DSA),
            row("ML-DSA-44",     "ml-dsa:44", null,                   Map.of("ml-dsa-44", "ml-dsa:44"), "2.16.840.1.101.3.4.3.17"),
            row("ML-DSA-65",     "ml-dsa:65", null,                   Map.of("ml-dsa-65", "ml-dsa:65"), "2.16.840.1.101.3.4.3.18"),
            row("ML-DSA-87",     "ml-dsa:87", null,                   Map.of("ml-dsa-87", "ml-dsa:87"), "2.16.840.1.101.3.4.3.19"));
    // spotless:on

    private Generators() {}

    /**
     * The services of one provider object.
     *
     * @param optedIn whether the configuration has {@code keygen = true}; asked at each getInstance, and nothing else is touched
     */
    public static Stream<Provider.Service> services(Provider provider, LazyManager manager, BooleanSupplier optedIn) {
        return ROWS.stream().map(row -> new GeneratorService(provider, row, manager, optedIn));
    }

    static List<Row> rows() {
        return ROWS;
    }

    /** 255 bits, which keytool and others write 256. */
    private static String ed25519(int bits) {
        return bits == 255 || bits == 256 ? "ed25519" : "ed25519:" + bits;
    }

    private static String x25519(int bits) {
        return bits == 255 || bits == 256 ? "x25519" : "x25519:" + bits;
    }

    private static Row row(
            String name, String kind, IntFunction<String> sized, Map<String, String> named, String... aliases) {
        return new Row(name, kind, sized, named, Algorithms.aliases(aliases));
    }
}
