package org.signet.iso7816.smartcardio;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.smartcardio.CardNotPresentException;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;

/**
 * What a failure of javax.smartcardio means. SunPCSC's exception class is not exported and its code stands in the message
 * alone ({@code SCARD_E_…}): this table is the one place that looks at it.
 */
final class Causes {
    private static final Map<String, Status> STATUS = Map.ofEntries(
            Map.entry("SCARD_E_NO_SERVICE", Status.NO_SERVICE),
            Map.entry("SCARD_E_SERVICE_STOPPED", Status.NO_SERVICE),
            Map.entry("SCARD_F_COMM_ERROR", Status.NO_SERVICE),
            Map.entry("SCARD_E_NO_ACCESS", Status.ACCESS_DENIED),
            Map.entry("SCARD_W_SECURITY_VIOLATION", Status.ACCESS_DENIED),
            Map.entry("SCARD_E_NO_READERS_AVAILABLE", Status.NO_READERS),
            Map.entry("SCARD_E_UNKNOWN_READER", Status.REMOVED),
            Map.entry("SCARD_E_READER_UNAVAILABLE", Status.REMOVED),
            Map.entry("SCARD_E_NO_SMARTCARD", Status.NO_CARD),
            Map.entry("SCARD_W_REMOVED_CARD", Status.REMOVED),
            Map.entry("SCARD_W_RESET_CARD", Status.RESET),
            Map.entry("SCARD_E_INVALID_HANDLE", Status.RESET),
            Map.entry("SCARD_W_UNPOWERED_CARD", Status.RESET),
            Map.entry("SCARD_W_UNRESPONSIVE_CARD", Status.PROTOCOL),
            Map.entry("SCARD_W_UNSUPPORTED_CARD", Status.PROTOCOL),
            Map.entry("SCARD_E_PROTO_MISMATCH", Status.PROTOCOL),
            Map.entry("SCARD_E_COMM_DATA_LOST", Status.PROTOCOL),
            Map.entry("SCARD_E_SHARING_VIOLATION", Status.BUSY),
            Map.entry("SCARD_E_TIMEOUT", Status.TIMEOUT));

    /** SunPCSC has no names for these. */
    private static final Map<String, String> UNNAMED = Map.of(
            "Unknown error 0x8010006a", "SCARD_W_SECURITY_VIOLATION",
            "Unknown error 0x80100027", "SCARD_E_NO_ACCESS");

    private static final String NO_SERVICE =
            "pcscd does not run; start it (systemctl start pcscd.socket, or pcscd itself). After a restart of"
                    + " pcscd javax.smartcardio reaches it from a new JVM only";
    private static final String NO_READERS =
            "there is no reader; plug one in, and see that pcscd has its driver (libccid)";
    private static final String SCDAEMON_HAS_READER =
            ". GnuPG's scdaemon runs and may have taken it: gpgconf --kill scdaemon, and disable-ccid in scdaemon.conf";
    private static final String HELD = "another program holds the card; end it or wait for it";
    private static final String SCDAEMON_HAS_CARD =
            ". GnuPG's scdaemon runs and may be the one: gpgconf --kill scdaemon, and pcsc-shared in scdaemon.conf";
    private static final String POLKIT = "pcscd does not let this user in; its polkit rules"
            + " (org.debian.pcsc-lite.access_pcsc and access_card) ask for an active local session";
    private static final String UNREADABLE = "the card does not answer as a card; is it the right way round and clean,"
            + " and does this reader know its kind?";
    private static final Map<String, String> CURE_OF_CODE = Map.of(
            "SCARD_W_UNRESPONSIVE_CARD", UNREADABLE,
            "SCARD_W_UNSUPPORTED_CARD", UNREADABLE,
            "SCARD_E_PROTO_MISMATCH", UNREADABLE);

    private Causes() {}

    /** @param otherwise what it is where no known code is found */
    static ReaderException of(String step, Exception failure, Status otherwise) {
        return of(step, failure, otherwise, Surroundings.ofThisMachine());
    }

    static ReaderException of(String step, Exception failure, Status otherwise, Surroundings around) {
        Status said = status(failure).orElse(otherwise);
        Status status = said == Status.NO_SERVICE && around.socketIsForbidden() ? Status.ACCESS_DENIED : said;
        Optional<String> code = code(failure);
        String trouble = step + code.map(c -> " (" + c + ")").orElse("");
        return code.map(CURE_OF_CODE::get)
                .or(() -> cure(status, around))
                .map(cure -> new ReaderException(status, trouble, cure, failure))
                .orElseGet(() -> new ReaderException(status, trouble + " failed", failure));
    }

    private static Optional<String> cure(Status status, Surroundings around) {
        return Optional.ofNullable(
                switch (status) {
                    case NO_SERVICE -> NO_SERVICE;
                    case ACCESS_DENIED ->
                        around.socketIsForbidden()
                                ? "this user may not write to pcscd's socket " + around.socket()
                                : POLKIT;
                    case NO_READERS -> NO_READERS + (around.scdaemonRuns() ? SCDAEMON_HAS_READER : "");
                    case BUSY -> HELD + (around.scdaemonRuns() ? SCDAEMON_HAS_CARD : "");
                    case NO_CARD -> "there is no card; insert it";
                    default -> null;
                });
    }

    private static Optional<Status> status(Throwable failure) {
        if (chain(failure).anyMatch(CardNotPresentException.class::isInstance)) {
            return Optional.of(Status.NO_CARD);
        }
        if (chain(failure).anyMatch(IllegalStateException.class::isInstance)) {
            return Optional.of(Status.RESET); // "Card has been disconnected": by another user of the same shared Card
        }
        if (chain(failure).anyMatch(Causes::isExclusive)) {
            return Optional.of(Status.BUSY);
        }
        return code(failure).map(STATUS::get);
    }

    // SunPCSC's words where another thread has the Card that it shares in a JVM; nothing was sent then.
    private static boolean isExclusive(Throwable failure) {
        return failure.getMessage() != null && failure.getMessage().startsWith("Exclusive access ");
    }

    private static Optional<String> code(Throwable failure) {
        return chain(failure)
                .map(Throwable::getMessage)
                .filter(m -> m != null)
                .map(m -> UNNAMED.getOrDefault(m, m))
                .filter(m -> m.matches("SCARD_[EWF]_[A-Z_]{1,40}"))
                .findFirst();
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause).limit(10);
    }
}
