package org.signet.card;

import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * Why a door is shut.
 *
 * @param message empty while it is open
 */
record DoorEnd(Reason reason, String message) {
    static final DoorEnd NOT_YET = new DoorEnd(Reason.NOT_CONNECTED, "");

    boolean isToCome() {
        return message.isEmpty();
    }

    KeyAccessException exception() {
        return new KeyAccessException(reason, message);
    }
}
