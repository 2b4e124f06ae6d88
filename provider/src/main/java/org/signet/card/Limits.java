package org.signet.card;

import java.time.Duration;
import org.signet.key.Call;
import org.signet.key.Commands;

/**
 * How long a request may take at a reader.
 *
 * @param queue waiting for its turn
 * @param atMost from then on
 * @param commands counts what it sends
 */
record Limits(Duration queue, Duration atMost, Commands commands) {
    static Limits of(CardOptions options) {
        return new Limits(options.queue(), options.deadline(), new Commands());
    }

    static Limits of(CardOptions options, Call call) {
        return new Limits(options.queue(), call.atMost(), call.sent());
    }
}
