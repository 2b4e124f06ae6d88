package org.signet.testkit.process;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.UncheckedIOException;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import javax.smartcardio.CardException;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;

/** The real pcscd of this machine, with the readers of vsmartcard-vpcd. */
public final class Pcscd {
    private static final long PATIENCE_SECONDS = 20;

    private Pcscd() {}

    /** Says in one line that the suite did not run where there is no pcscd, or fails where it is required. */
    public static void require(Class<?> suite) {
        try {
            Ran list = Ran.of(new ProcessBuilder("opensc-tool", "-l"));
            if (list.said().contains("Virtual PCD")) {
                return;
            }
            refuse(suite, "pcscd with the readers of vsmartcard-vpcd does not answer");
        } catch (UncheckedIOException e) {
            refuse(suite, e.getCause().getMessage());
        }
    }

    public static void refuse(Class<?> suite, String reason) {
        String why = suite.getSimpleName() + " did not run: " + reason;
        if ("required".equals(System.getProperty("signet.pcsc"))) {
            fail(why);
        }
        System.out.println(why);
        abort(why);
    }

    /** Returns when PC/SC shows a card, or none. */
    public static void await(boolean present) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (isPresent() != present) {
            assertTrue(System.nanoTime() < until, () -> "pcscd does not see the card " + (present ? "come" : "go"));
            pause();
        }
    }

    /**
     * Returns when whoever was at the card has left it and pcscd is through with him. If a program ends in the middle of a command,
     * pcscd resets the card for him later; a card taken out at that moment may be shown as present for ever (pcscd 1.9.9).
     */
    public static void awaitNobodyElse() {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!hasItsTurn()) {
            assertTrue(System.nanoTime() < until, "somebody else holds the card");
            pause();
        }
    }

    // By another process: with a Card of this JVM the JDK would read its GET RESPONSE properties before Signet sets
    // them.
    private static boolean hasItsTurn() {
        return Ran.of(new ProcessBuilder("opensc-tool", "--atr")).code() == 0;
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean isPresent() {
        try {
            return !TerminalFactory.getInstance("PC/SC", null)
                    .terminals()
                    .list(CardTerminals.State.CARD_PRESENT)
                    .isEmpty();
        } catch (CardException | NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
