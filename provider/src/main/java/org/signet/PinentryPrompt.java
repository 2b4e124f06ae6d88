package org.signet;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.key.ForeignText;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;

/** A pinentry program of this machine, as gpg-agent uses one: a window, or the terminal. */
public final class PinentryPrompt implements SecretPrompt {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final String program;
    private final Duration patience;

    /** @param program a path, or a name that is looked for in {@code PATH} */
    public PinentryPrompt(String program) {
        this(program, PATIENCE);
    }

    PinentryPrompt(String program, Duration patience) {
        this.program = Objects.requireNonNull(program);
        this.patience = Objects.requireNonNull(patience);
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        Optional<Secret> secret = ask(request, request.text());
        return request.isNew() ? Twice.same(secret, () -> ask(request, request.text() + ", once more")) : secret;
    }

    private Optional<Secret> ask(SecretRequest request, String what) {
        try (Pinentry pinentry = Pinentry.start(program, patience.plus(GRACE))) {
            begin(pinentry);
            pinentry.set("SETDESC", "Signet asks for the " + what + ".");
            pinentry.set("SETPROMPT", request.word() + ":");
            return pinentry.pin();
        } catch (Pinentry.Refused e) {
            if (e.isNobody()) {
                return Optional.empty();
            }
            throw failed(e);
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void begin(Pinentry pinentry) throws IOException, Pinentry.Refused {
        for (String[] option : terminal()) {
            pinentry.option(option[0], option[1]);
        }
        pinentry.set("SETTIMEOUT", Long.toString(patience.toSeconds()));
        pinentry.set("SETTITLE", "Signet");
    }

    /** Another pinentry, beside the operation; a machine whose pinentry shows nothing hinders none. */
    @Override
    public Notice touchAwaited(String token) {
        return ShownNotice.begin(() -> {
            Pinentry pinentry = Pinentry.start(program, patience.plus(GRACE));
            begin(pinentry);
            pinentry.set("SETDESC", "Signet: touch " + ForeignText.shown(token) + " now.");
            return pinentry;
        });
    }

    private KeyAccessException failed(Exception e) {
        return new KeyAccessException(
                Reason.PIN_NEEDED, "the pinentry program " + program + " gave no answer: " + e.getMessage(), e);
    }

    /** What gpg-agent tells a pinentry of the terminal that it may have to draw on. */
    private static List<String[]> terminal() {
        return Stream.of(
                        new String[] {"ttyname", Terminal.name().orElse("")},
                        new String[] {"ttytype", Terminal.variable("TERM")},
                        new String[] {"lc-ctype", locale("LC_CTYPE")},
                        new String[] {"lc-messages", locale("LC_MESSAGES")})
                .filter(option -> !option[1].isEmpty())
                .toList();
    }

    private static String locale(String category) {
        return Stream.of(Terminal.variable("LC_ALL"), Terminal.variable(category), Terminal.variable("LANG"))
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElse("");
    }
}
