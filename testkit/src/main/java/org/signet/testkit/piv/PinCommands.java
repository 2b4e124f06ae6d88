package org.signet.testkit.piv;

import java.util.Arrays;
import org.signet.testkit.card.Command;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;

/** VERIFY, CHANGE REFERENCE DATA and RESET RETRY COUNTER (SP 800-73-4 part 2, 3.2.1 to 3.2.3). */
final class PinCommands {
    private static final int PIN = 0x80;
    private static final int PUK = 0x81;
    private static final int GLOBAL_PIN = 0x00;
    private static final int LOG_OUT = 0xFF;
    private static final byte[] NOTHING = {};

    private final PivState state;

    PinCommands(PivState state) {
        this.state = state;
    }

    byte[] verify(Command command) throws StatusException {
        require(command.p2() != PUK, Sw.NO_REFERENCE);
        ReferenceData reference = reference(command);
        require(command.p1() == 0 || command.p1() == LOG_OUT, Sw.WRONG_P1_P2);
        if (command.p1() == LOG_OUT) {
            require(command.nc() == 0, Sw.WRONG_DATA);
            reference.logOut();
        } else if (command.nc() == 0) {
            tellTries(reference);
        } else {
            checkPin(reference, command.data());
        }
        return NOTHING;
    }

    private ReferenceData reference(Command command) throws StatusException {
        return switch (command.p2()) {
            case PIN -> state.pin;
            case PUK -> state.puk;
            case GLOBAL_PIN -> state.globalPin.orElseThrow(() -> new StatusException(Sw.NO_REFERENCE));
            default -> throw new StatusException(Sw.NO_REFERENCE);
        };
    }

    /** An empty VERIFY asks and changes nothing. */
    private static void tellTries(ReferenceData reference) throws StatusException {
        if (!reference.isVerified()) {
            reference.requireTries();
            throw new StatusException(reference.triesLeft());
        }
    }

    /** What cannot be a PIN costs no try and leaves the security status (3.2.1, the "6A 80" alternative). */
    private void checkPin(ReferenceData reference, byte[] candidate) throws StatusException {
        reference.requireTries();
        require(ReferenceData.isPin(candidate), Sw.WRONG_DATA);
        reference.verify(candidate);
        state.pinVerified();
    }

    /** Data: the current value, 8 bytes, and the new one, 8 bytes. */
    byte[] change(Command command) throws StatusException {
        require(command.p1() == 0, Sw.WRONG_P1_P2);
        ReferenceData reference = reference(command);
        reference.requireTries();
        byte[] fresh = newValue(command);
        require(reference == state.puk || ReferenceData.isPin(fresh), Sw.WRONG_DATA);
        reference.verify(Arrays.copyOf(command.data(), ReferenceData.SIZE));
        reference.change(fresh);
        return NOTHING;
    }

    /** Data: the PUK, 8 bytes, and the new PIN, 8 bytes. The PIN's security status stays, but for a wrong PUK. */
    byte[] reset(Command command) throws StatusException {
        require(command.p1() == 0, Sw.WRONG_P1_P2);
        require(command.p2() == PIN, Sw.NO_REFERENCE);
        state.puk.requireTries();
        byte[] fresh = newValue(command);
        require(ReferenceData.isPin(fresh), Sw.WRONG_DATA);
        try {
            state.puk.verify(Arrays.copyOf(command.data(), ReferenceData.SIZE));
        } catch (StatusException e) {
            state.pin.logOut();
            throw e;
        }
        state.puk.logOut();
        state.pin.change(fresh);
        return NOTHING;
    }

    private static byte[] newValue(Command command) throws StatusException {
        require(command.nc() == 2 * ReferenceData.SIZE, Sw.WRONG_DATA);
        return Arrays.copyOfRange(command.data(), ReferenceData.SIZE, 2 * ReferenceData.SIZE);
    }

    private static void require(boolean holds, int sw) throws StatusException {
        if (!holds) {
            throw new StatusException(sw);
        }
    }
}
