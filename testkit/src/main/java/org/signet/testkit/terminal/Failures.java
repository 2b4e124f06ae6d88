package org.signet.testkit.terminal;

import java.util.Map;
import javax.smartcardio.CardException;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;

/** PC/SC's word for each status, as SunPCSC says it: in the cause's message. */
final class Failures {
    private static final Map<Status, String> CODES = Map.of(
            Status.NO_SERVICE, "SCARD_E_NO_SERVICE",
            Status.ACCESS_DENIED, "Unknown error 0x8010006a", // SCARD_W_SECURITY_VIOLATION, which SunPCSC does not name
            Status.NO_READERS, "SCARD_E_NO_READERS_AVAILABLE",
            Status.NO_CARD, "SCARD_E_NO_SMARTCARD",
            Status.REMOVED, "SCARD_W_REMOVED_CARD",
            Status.RESET, "SCARD_W_RESET_CARD",
            Status.BUSY, "SCARD_E_SHARING_VIOLATION",
            Status.TIMEOUT, "SCARD_E_TIMEOUT");

    private Failures() {}

    static CardException of(String step, ReaderException cause) {
        return new CardException(
                step + " failed",
                new CardException(CODES.getOrDefault(cause.status(), "SCARD_F_UNKNOWN_ERROR"), cause));
    }
}
