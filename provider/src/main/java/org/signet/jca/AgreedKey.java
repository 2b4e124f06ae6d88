package org.signet.jca;

import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The key that an agreement with a key derivation makes, by the name of what it will wrap with: the algorithm gives its length.
 *
 * @param bits of the AES key
 * @param names JCA names and OIDs (RFC 3565, RFC 5649)
 */
record AgreedKey(int bits, List<String> names) {
    private static final String AES = "2.16.840.1.101.3.4.1.";

    // spotless:off
    private static final List<AgreedKey> TABLE = List.of(
            aes(128, AES + "5",  AES + "8"),
            aes(192, AES + "25", AES + "28"),
            aes(256, AES + "45", AES + "48"));
    // spotless:on

    static AgreedKey named(String name) throws NoSuchAlgorithmException {
        return TABLE.stream()
                .filter(key -> key.names.stream().anyMatch(name::equalsIgnoreCase))
                .findFirst()
                .orElseThrow(() ->
                        new NoSuchAlgorithmException("the agreement gives a key for AES key wrap of a known length ("
                                + AES + "5, AESWrap_128 and so on), not for " + name));
    }

    String algorithm() {
        return "AES";
    }

    int bytes() {
        return bits / 8;
    }

    private static AgreedKey aes(int bits, String wrap, String wrapWithPadding) {
        Stream<String> names = Stream.of("AESWrap_%d", "AESWrapPad_%d", "AES_%d/KW/NoPadding", "AES_%d/KWP/NoPadding")
                .map(name -> name.formatted(bits));
        return new AgreedKey(
                bits, Stream.concat(Stream.of(wrap, wrapWithPadding), names).toList());
    }
}
