package org.signet.testkit.piv;

import java.util.Objects;
import java.util.Optional;

/**
 * All that a PIV card keeps without power.
 *
 * @param serial 4 bytes
 * @param yubiKey whether it has a YubiKey's extensions
 */
record PivContents(byte[] serial, boolean yubiKey, PivState state) {
    PivContents {
        serial = serial.clone();
        Objects.requireNonNull(state);
    }

    @Override
    public byte[] serial() {
        return serial.clone();
    }

    PivApplet applet(TouchSensor sensor) {
        return new PivApplet(state, sensor, Optional.of(serial).filter(s -> yubiKey));
    }
}
