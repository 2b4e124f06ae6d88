package org.signet.key;

import java.util.Objects;

/** One primitive on one input, as it goes to a place; the input is not copied. */
public record Operation(Primitive primitive, byte[] input, Call call) {
    public Operation {
        Objects.requireNonNull(primitive);
        Objects.requireNonNull(input);
        Objects.requireNonNull(call);
    }
}
