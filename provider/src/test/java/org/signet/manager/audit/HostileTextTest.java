package org.signet.manager.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.KeyPair;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.crypto.Scheme;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** Whatever a card, a reader or a user calls itself, a line of the log is one line and says what it says. */
class HostileTextTest {
    private static final String HOSTILE =
            "x\u001b[2J\r\nrefusal user=eve \u202e\u0085\u2028{0} %s \"outcome=done\\\u0000";

    private final Audit audit = new Audit();
    private final Logger logger = Logger.getLogger(LogTrail.NAME);
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            lines.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
    }

    @AfterEach
    void leave() {
        logger.removeHandler(handler);
        logger.setLevel(null);
        logger.setUseParentHandlers(true);
    }

    private static void assertIsOneHonestLine(String line) {
        assertTrue(line.chars().allMatch(c -> c >= 0x20 && c < 0x7F), line);
        // The hostile quote is escaped, so that what follows it still stands in its own value.
        assertTrue(line.contains("refusal user=eve ???{0} %s \\\"outcome=done\\\\?\""), line);
    }

    @Test
    void aKeysAliasAndItsTokenAndItsErrorStayInTheirPlaces() {
        KeyPair pair = TestKeys.ec();
        KeyRecord key = new KeyRecord(
                KeyId.of(pair.getPublic()),
                "alice",
                List.of(HOSTILE),
                pair.getPublic(),
                KeyPlace.card("piv:" + HOSTILE, "9a"),
                EnumSet.of(Primitive.ECDSA),
                new KeyFacts(Instant.EPOCH, KeyOrigin.UNKNOWN, PinPolicy.ONCE, false, Set.of()));
        Attempt attempt = audit.operation("sign", "alice").of(key.id(), new Scheme.Ecdsa());
        attempt.key(key);
        attempt.done();
        Attempt refused = audit.operation("sign", "alice");
        try {
            refused.run(() -> {
                throw new KeyAccessException(Reason.PROTOCOL, "reader " + HOSTILE);
            });
        } catch (KeyAccessException e) {
            assertEquals(Reason.PROTOCOL, e.reason());
        }
        audit.removed("alice", "card " + HOSTILE, new KeyAccessException(Reason.REMOVED, HOSTILE));
        assertEquals(3, lines.size());
        lines.forEach(HostileTextTest::assertIsOneHonestLine);
        assertTrue(lines.get(0)
                .endsWith(" us=" + lines.get(0).replaceAll(".* us=(\\d+) .*", "$1") + " apdus=0 outcome=done"));
        assertTrue(lines.get(1).contains(" outcome=PROTOCOL message=\"reader x?[2J??refusal"), lines.get(1));
    }

    @Test
    void anUnknownErrorIsNamedAndItsTextIsLeftOut() {
        Attempt attempt = audit.operation("sign", "alice");
        try {
            attempt.run(() -> {
                throw new IllegalStateException("the secret is 1234");
            });
        } catch (IllegalStateException e) {
            assertEquals(1, lines.size());
        }
        assertTrue(lines.get(0).contains(" outcome=IllegalStateException"), lines.get(0));
        assertFalse(lines.get(0).contains("1234"));
    }

    @Test
    void aLongNameIsCut() {
        audit.login("u".repeat(5000)).done();
        audit.close();
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).length() < 300, lines.get(0));
    }
}
