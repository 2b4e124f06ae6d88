package org.signet.card;

import java.util.Objects;

/**
 * A card's PIN: how it is named, and which form a value must have before it is worth a try.
 *
 * @param name as messages say it, for instance {@code VERIFY 80}
 * @param minimum the fewest characters
 * @param maximum the most characters
 */
public record PinReference(String name, int minimum, int maximum) {
    public PinReference {
        Objects.requireNonNull(name);
    }
}
