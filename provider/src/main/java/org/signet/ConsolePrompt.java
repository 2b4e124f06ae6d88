package org.signet;

import java.io.Console;
import java.io.IOError;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.ForeignText;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;

/** The terminal that the process was started from, without echo. */
public final class ConsolePrompt implements SecretPrompt {
    private static final Notice SHOWN = () -> {};

    private final Console console;

    private ConsolePrompt(Console console) {
        this.console = Objects.requireNonNull(console);
    }

    /** Empty where nobody sits at a terminal. */
    public static Optional<SecretPrompt> ofProcess() {
        return terminal().map(ConsolePrompt::new);
    }

    /** The terminal of the process; empty where nobody sits at one. */
    public static Optional<Console> terminal() {
        return Optional.ofNullable(System.console()).filter(ConsolePrompt::isTerminal);
    }

    // From JDK 22 on there is a console without a terminal too, and a method that tells.
    private static boolean isTerminal(Console console) {
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true; // JDK 17 to 21 have one only for a terminal
        }
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        Optional<Secret> secret = read("Signet: " + request.text() + ": ");
        return request.isNew() ? Twice.same(secret, () -> read("Signet: once more: ")) : secret;
    }

    private Optional<Secret> read(String question) {
        char[] typed = typed(question);
        try {
            return typed.length == 0 ? Optional.empty() : Optional.of(new Secret(typed, Secret.Origin.HUMAN));
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private char[] typed(String question) {
        try {
            char[] typed = console.readPassword("%s", question);
            return typed == null ? new char[0] : typed; // end of input
        } catch (IOError e) {
            return new char[0]; // the terminal has gone
        }
    }

    @Override
    public Notice touchAwaited(String token) {
        console.printf("Signet: touch %s now%n", ForeignText.shown(token));
        return SHOWN;
    }
}
