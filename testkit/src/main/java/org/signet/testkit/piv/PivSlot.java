package org.signet.testkit.piv;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;

/**
 * A place for one asymmetric key (SP 800-73-4 part 1, tables 3 and 4b).
 *
 * @param reference key reference, P2 of GENERAL AUTHENTICATE
 * @param certificate tag of the data object that holds the key's certificate
 */
record PivSlot(int reference, int certificate, PinRule pin, Use use) {
    enum PinRule {
        NEVER,
        ONCE,
        ALWAYS
    }

    /** What the key does, and so what its certificate says it does. */
    enum Use {
        AUTHENTICATION(KeyUsage.digitalSignature),
        SIGNATURE(KeyUsage.digitalSignature | KeyUsage.nonRepudiation),
        KEY_MANAGEMENT(KeyUsage.keyEncipherment);

        final int keyUsage;

        Use(int keyUsage) {
            this.keyUsage = keyUsage;
        }
    }

    static final List<PivSlot> ALL = all();

    // spotless:off
    private static List<PivSlot> all() {
        List<PivSlot> slots = new ArrayList<>(List.of(
            new PivSlot(0x9A, 0x5FC105, PinRule.ONCE,   Use.AUTHENTICATION),
            new PivSlot(0x9C, 0x5FC10A, PinRule.ALWAYS, Use.SIGNATURE),
            new PivSlot(0x9D, 0x5FC10B, PinRule.ONCE,   Use.KEY_MANAGEMENT),
            new PivSlot(0x9E, 0x5FC101, PinRule.NEVER,  Use.AUTHENTICATION)));
        for (int retired = 0; retired < 20; retired++) {
            slots.add(new PivSlot(0x82 + retired, 0x5FC10D + retired, PinRule.ONCE, Use.KEY_MANAGEMENT));
        }
        return List.copyOf(slots);
    }
    // spotless:on

    static Optional<PivSlot> of(int reference) {
        return ALL.stream().filter(s -> s.reference == reference).findFirst();
    }

    /** @throws IllegalArgumentException for a name that is no key reference of PIV */
    static PivSlot named(String name) {
        return ALL.stream()
                .filter(s -> s.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no PIV slot " + name + ": 9a, 9c, 9d, 9e, 82 to 95"));
    }

    /** 82 to 95. */
    boolean isRetired() {
        return reference < 0x9A;
    }

    String name() {
        return HexFormat.of().toHexDigits((byte) reference);
    }
}
