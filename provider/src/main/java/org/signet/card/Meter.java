package org.signet.card;

import java.util.function.BooleanSupplier;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ResponseApdu;
import org.signet.key.Commands;

/** The channel right above the connection: counts every command, and lets none out once its request's time is over. */
final class Meter implements ApduChannel {
    private final ApduChannel channel;
    private Commands commands = new Commands();
    private BooleanSupplier overdue = () -> false;

    Meter(ApduChannel channel) {
        this.channel = channel;
    }

    /** From now on commands belong to this request. */
    void charge(Commands toCount, BooleanSupplier isOverdue) {
        commands = toCount;
        overdue = isOverdue;
    }

    /** How many commands the request has sent by now. */
    int sent() {
        return commands.sent();
    }

    boolean isOverdue() {
        return overdue.getAsBoolean();
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws ReaderException {
        if (isOverdue()) {
            throw new ReaderException(ReaderException.Status.TIMEOUT, command + " was not sent: the time is over");
        }
        commands.count();
        return channel.transmit(command);
    }
}
