package org.signet.card.piv;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;

/** SP 800-73-4 part 1, table 4b and section 3: a key, its certificate's object, when it wants the PIN, what an EC key there does. */
enum PivSlot {
    // spotless:off
    AUTHENTICATION      (0x9A, 0x5FC105, PinPolicy.ONCE,   Primitive.ECDSA),
    SIGNATURE           (0x9C, 0x5FC10A, PinPolicy.ALWAYS, Primitive.ECDSA),
    KEY_MANAGEMENT      (0x9D, 0x5FC10B, PinPolicy.ONCE,   Primitive.ECDH),
    CARD_AUTHENTICATION (0x9E, 0x5FC101, PinPolicy.NEVER,  Primitive.ECDSA);
    // spotless:on

    private final int key;
    private final int certificate;
    private final PinPolicy pin;
    private final Primitive ec;

    PivSlot(int key, int certificate, PinPolicy pin, Primitive ec) {
        this.key = key;
        this.certificate = certificate;
        this.pin = pin;
        this.ec = ec;
    }

    static Optional<PivSlot> of(String reference) {
        return Arrays.stream(values())
                .filter(s -> s.reference().equals(reference))
                .findFirst();
    }

    static List<String> references() {
        return Arrays.stream(values()).map(PivSlot::reference).toList();
    }

    /** For instance {@code 9a}. */
    String reference() {
        return "%02x".formatted(key);
    }

    int key() {
        return key;
    }

    /** The data object that holds its certificate. */
    int certificate() {
        return certificate;
    }

    PinPolicy pin() {
        return pin;
    }

    Primitive ec() {
        return ec;
    }
}
