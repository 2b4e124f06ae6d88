package org.signet;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.Supplier;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** A new secret is typed a second time, for nobody sees what he types. */
final class Twice {
    private Twice() {}

    /** @throws KeyAccessException REFUSED if they differ */
    static Optional<Secret> same(Optional<Secret> first, Supplier<Optional<Secret>> again) {
        if (first.isEmpty()) {
            return first;
        }
        Optional<Secret> second = again.get();
        boolean equal = second.isPresent()
                && Arrays.equals(first.get().value(), second.get().value());
        second.ifPresent(Secret::close);
        if (equal) {
            return first;
        }
        first.get().close();
        throw new KeyAccessException(
                Reason.REFUSED, "what was typed the second time is not the same: nothing was done");
    }
}
