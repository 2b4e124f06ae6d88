package org.signet.testkit.card;

import java.io.ByteArrayOutputStream;
import java.util.Optional;

/** Command chaining (ISO 7816-4, 5.3.3): parts with CLA bit 5 set, then the last one without. */
final class CommandChain {
    private static final int MOST = 0xFFFF;

    private final ByteArrayOutputStream data = new ByteArrayOutputStream();
    private Optional<Command> first = Optional.empty();

    /** @return the whole command once its last part is here */
    Optional<Command> add(Command part) throws StatusException {
        if (first.isPresent() && !part.continues(first.get())) {
            clear(); // another command ends an unfinished chain
        }
        if (data.size() + part.nc() > MOST) {
            clear();
            throw new StatusException(Sw.NO_SPACE);
        }
        data.writeBytes(part.data());
        if (part.isChained()) {
            first = Optional.of(part);
            return Optional.empty();
        }
        Command whole = part.withData(data.toByteArray());
        clear();
        return Optional.of(whole);
    }

    void clear() {
        data.reset();
        first = Optional.empty();
    }
}
