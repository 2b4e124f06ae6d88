package org.signet.testkit.piv;

import java.util.Arrays;
import org.signet.testkit.card.Command;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;

/** VERIFY, CHANGE REFERENCE DATA and RESET RETRY COUNTER (SP 800-73-4 part 2, 3.2.1 to 3.2.3). */
final class PinCommands {
    private static final int PIN = 0x80;
    private static final int PUK = 0x81;
    private static final int LOG_OUT = 0xFF;
    private static final byte[] NOTHING = {};

    private final PivState state;

    PinCommands(PivState state) {
        this.state = state;
    }

    byte[] verify(Command command) throws StatusException {
        require(command.p2() == PIN, Sw.NO_REFERENCE);
        require(command.p1() == 0 || command.p1() == LOG_OUT, Sw.WRONG_P1_P2);
        if (command.p1() == LOG_OUT) {
            require(command.nc() == 0, Sw.WRONG_DATA);
            state.pin.logOut();
        } else if (command.nc() == 0) {
            tellTries();
        } else {
            checkPin(command.data());
        }
        return NOTHING;
    }

    /** An empty VERIFY asks and changes nothing. */
    private void tellTries() throws StatusException {
        if (!state.pin.isVerified()) {
            state.pin.requireTries();
            throw new StatusException(state.pin.triesLeft());
        }
    }

    /** What cannot be a PIN costs no try and leaves the security status (3.2.1, the "6A 80" alternative). */
    private void checkPin(byte[] candidate) throws StatusException {
        state.pin.requireTries();
        require(ReferenceData.isPin(candidate), Sw.WRONG_DATA);
        state.pin.verify(candidate);
        state.pinVerified();
    }

    /** Data: the current value, 8 bytes, and the new one, 8 bytes. */
    byte[] change(Command command) throws StatusException {
        require(command.p1() == 0, Sw.WRONG_P1_P2);
        require(command.p2() == PIN || command.p2() == PUK, Sw.NO_REFERENCE);
        ReferenceData reference = command.p2() == PIN ? state.pin : state.puk;
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
