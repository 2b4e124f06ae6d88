package org.signet.card.piv;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;

/**
 * SP 800-73-4 part 1, table 4b and section 3: a place for a key.
 *
 * @param key its reference, P2 of GENERAL AUTHENTICATE
 * @param certificate the data object that holds its certificate
 * @param pin when it wants the PIN
 * @param ec what an EC key there does
 */
record PivSlot(int key, int certificate, PinPolicy pin, Primitive ec) {
    // spotless:off
    private static final List<PivSlot> CURRENT = List.of(
            new PivSlot(0x9A, 0x5FC105, PinPolicy.ONCE,   Primitive.ECDSA),  // authentication
            new PivSlot(0x9C, 0x5FC10A, PinPolicy.ALWAYS, Primitive.ECDSA),  // digital signature
            new PivSlot(0x9D, 0x5FC10B, PinPolicy.ONCE,   Primitive.ECDH),   // key management
            new PivSlot(0x9E, 0x5FC101, PinPolicy.NEVER,  Primitive.ECDSA)); // card authentication
    // spotless:on

    // Part 1, 3.3: keys of key management that were replaced; their objects stand in the same order.
    private static final List<PivSlot> RETIRED = IntStream.range(0, 20)
            .mapToObj(i -> new PivSlot(0x82 + i, 0x5FC10D + i, PinPolicy.ONCE, Primitive.ECDH))
            .toList();

    private static final Map<String, PivSlot> BY_REFERENCE =
            all().collect(Collectors.toUnmodifiableMap(PivSlot::reference, slot -> slot));

    static Optional<PivSlot> of(String reference) {
        return Optional.ofNullable(BY_REFERENCE.get(reference));
    }

    /** The one whose key has this reference. */
    static Optional<PivSlot> ofKey(int key) {
        return all().filter(slot -> slot.key == key).findFirst();
    }

    /** The one whose certificate is in this object. */
    static Optional<PivSlot> ofCertificate(int object) {
        return all().filter(slot -> slot.certificate == object).findFirst();
    }

    private static Stream<PivSlot> all() {
        return Stream.concat(CURRENT.stream(), RETIRED.stream());
    }

    /** The four that are always looked at. */
    static List<PivSlot> current() {
        return CURRENT;
    }

    /** 82 to 95. */
    static List<PivSlot> retired() {
        return RETIRED;
    }

    boolean isRetired() {
        return RETIRED.contains(this);
    }

    // There is one of each; and what a record does instead costs the first signature of a JVM 50 ms
    // (java.lang.runtime.ObjectMethods).
    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return key;
    }

    /** For instance {@code 9a}. */
    String reference() {
        return HexFormat.of().toHexDigits((byte) key);
    }
}
