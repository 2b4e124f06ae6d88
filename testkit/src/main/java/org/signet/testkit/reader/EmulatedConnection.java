package org.signet.testkit.reader;

import org.signet.iso7816.CardConnection;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.ResponseApdu;

/** The provider's connection: a reset is told once, then the connection goes on. */
final class EmulatedConnection implements CardConnection {
    @FunctionalInterface
    private interface Step<T> {
        T take() throws ReaderException;
    }

    private final CardHandle handle;

    EmulatedConnection(CardHandle handle) {
        this.handle = handle;
    }

    @Override
    public byte[] atr() {
        return handle.atr();
    }

    @Override
    public boolean takesExtended() {
        return true;
    }

    @Override
    public void begin() throws ReaderException {
        tell(() -> {
            handle.begin();
            return handle;
        });
    }

    @Override
    public void end(boolean reset) throws ReaderException {
        handle.end(reset);
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws ReaderException {
        return ResponseApdu.of(tell(() -> handle.transmit(command.bytes())));
    }

    @Override
    public void close() {
        handle.close();
    }

    private <T> T tell(Step<T> step) throws ReaderException {
        try {
            return step.take();
        } catch (ReaderException e) {
            if (e.status() == Status.RESET) {
                handle.reconnect();
            }
            throw e;
        }
    }
}
