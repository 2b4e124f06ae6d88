package org.signet.testkit.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code java -jar signet-testkit.jar piv} or {@code replay}, as anybody starts it: a card in pcscd's first virtual reader. */
public final class CardProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Process process;

    private CardProcess(Process process) {
        this.process = process;
    }

    public interface Script {
        void run() throws Exception;
    }

    /** Runs a script while PC/SC shows the card. */
    public static void during(Desk desk, List<String> options, Script script) throws Exception {
        during(desk, "piv", options, script);
    }

    /** The same of a card that was recorded. */
    public static void duringReplay(Desk desk, String trace, Script script) throws Exception {
        during(desk, "replay", List.of(trace), script);
    }

    private static void during(Desk desk, String kind, List<String> options, Script script) throws Exception {
        ReaderTurn.take();
        try {
            CardProcess card = start(desk, kind, options);
            try {
                script.run();
            } finally {
                card.close();
            }
        } finally {
            ReaderTurn.end();
        }
    }

    /** Returns when PC/SC shows the card. */
    public static CardProcess start(Desk desk, List<String> options) throws IOException {
        return start(desk, "piv", options);
    }

    private static CardProcess start(Desk desk, String kind, List<String> options) throws IOException {
        List<String> command = new ArrayList<>(List.of(Checkout.tool("java"), "-XX:TieredStopAtLevel=1", "-jar"));
        command.addAll(List.of(Checkout.TESTKIT.toString(), kind, "--vpcd", "127.0.0.1:35963"));
        command.addAll(options);
        Process process = desk.builder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        BufferedReader said = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        assertEquals("ready", said.readLine());
        Pcscd.await(true);
        return new CardProcess(process);
    }

    /** Returns when PC/SC shows no card. */
    @Override
    public void close() {
        process.destroy();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "the card's process does not end");
            process.getInputStream().close();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Pcscd.await(false);
    }
}
