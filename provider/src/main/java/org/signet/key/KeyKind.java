package org.signet.key;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A kind of key that can be made, written {@code rsa:3072}, {@code ec:P-256}, {@code ed25519}.
 *
 * @param family {@code rsa}, {@code ec}, {@code ed25519}, {@code x25519}, {@code dh}, {@code dsa} or {@code ml-dsa}
 * @param parameter the modulus' bits, the curve, or the parameter set; empty for a family with one kind
 */
public record KeyKind(String family, String parameter) {
    /** What there is, the usual parameter first. */
    private static final Map<String, List<String>> KINDS = Map.of(
            "rsa", List.of("3072", "2048", "4096", "1024"),
            "ec", List.of("P-256", "P-384", "P-521"),
            "ed25519", List.of(""),
            "x25519", List.of(""),
            "dh", List.of("3072", "2048", "4096"),
            "dsa", List.of("3072", "2048"),
            "ml-dsa", List.of("65", "44", "87"));

    public KeyKind {
        Objects.requireNonNull(family);
        Objects.requireNonNull(parameter);
    }

    /** @throws KeyAccessException REFUSED, naming what there is */
    public static KeyKind of(String text) {
        int colon = text.indexOf(':');
        String family = (colon < 0 ? text : text.substring(0, colon)).toLowerCase(Locale.ROOT);
        List<String> parameters = KINDS.getOrDefault(family, List.of());
        String parameter = colon < 0 && !parameters.isEmpty() ? parameters.get(0) : text.substring(colon + 1);
        if (!parameters.contains(parameter)) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "a kind of key is rsa:BITS, ec:CURVE, ed25519, x25519, dh:BITS, dsa:BITS or ml-dsa:SET"
                            + (parameters.isEmpty() ? "" : "; " + family + " has " + String.join(", ", parameters))
                            + "; not " + text);
        }
        return new KeyKind(family, parameter);
    }

    /** The kind of a key that there is, where cards or files make such keys. */
    public static Optional<KeyKind> of(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return known("rsa", Integer.toString(rsa.getModulus().bitLength()));
        }
        return key instanceof ECPublicKey ec
                ? known("ec", "P-" + ec.getParams().getOrder().bitLength())
                : Optional.empty();
    }

    private static Optional<KeyKind> known(String family, String parameter) {
        return KINDS.get(family).contains(parameter) ? Optional.of(new KeyKind(family, parameter)) : Optional.empty();
    }

    @Override
    public String toString() {
        return parameter.isEmpty() ? family : family + ":" + parameter;
    }
}
