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
            Map.entry("SCARD_E_PROTO_MISMATCH", Status.PROTOCOL),
            Map.entry("SCARD_E_COMM_DATA_LOST", Status.PROTOCOL),
            Map.entry("SCARD_E_SHARING_VIOLATION", Status.BUSY),
            Map.entry("SCARD_E_TIMEOUT", Status.TIMEOUT));

    private static final Map<Status, String> CURE = Map.of(
            Status.NO_SERVICE,
            ": pcscd does not run; start it (systemctl start pcscd.socket, or pcscd itself). After a restart of pcscd"
                    + " javax.smartcardio reaches it from a new JVM only",
            Status.ACCESS_DENIED,
            ": pcscd does not let this user in; look at its polkit rule org.debian.pcsc-lite.access_pcsc",
            Status.NO_READERS,
            ": there is no reader",
            Status.BUSY,
            ": another program holds the card");

    private Causes() {}

    /** @param otherwise what it is where no known code is found */
    static ReaderException of(String step, Exception failure, Status otherwise) {
        Status status = status(failure).orElse(otherwise);
        String code = code(failure).map(c -> " (" + c + ")").orElse("");
        return new ReaderException(status, step + code + CURE.getOrDefault(status, " failed"), failure);
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
                .filter(m -> m != null && m.matches("SCARD_[EWF]_[A-Z_]{1,40}"))
                .findFirst();
    }

    private static Stream<Throwable> chain(Throwable failure) {
        return Stream.iterate(failure, t -> t != null, Throwable::getCause).limit(10);
    }
}
