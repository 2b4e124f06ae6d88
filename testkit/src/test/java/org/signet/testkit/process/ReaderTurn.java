package org.signet.testkit.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;

/**
 * Whose turn it is at pcscd's virtual reader. Suites run in two JVMs beside each other, and a card that is in the reader is there for
 * every process that looks: whoever has no turn starts his processes where pcscd is not seen.
 */
public final class ReaderTurn {
    private static final Path FILE = Checkout.ROOT.resolve("testkit/target/reader.turn");

    private static Optional<FileChannel> held = Optional.empty();

    private ReaderTurn() {}

    /** Waits for it. The end of this JVM ends it too. */
    public static synchronized void take() {
        if (held.isPresent()) {
            throw new IllegalStateException("a reader was not closed: this JVM has its turn already");
        }
        try {
            FileChannel file = FileChannel.open(FILE, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            file.lock();
            held = Optional.of(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Nothing, where there is no turn. */
    public static synchronized void end() {
        try {
            if (held.isPresent()) {
                held.get().close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            held = Optional.empty();
        }
    }

    /** @param environment of a process that is to be started in this JVM's turn, or out of it */
    public static synchronized void settle(Map<String, String> environment) {
        if (held.isEmpty()) {
            environment.put(
                    "PCSCLITE_CSOCK_NAME", FILE.resolveSibling("no-pcscd").toString());
        }
    }
}
