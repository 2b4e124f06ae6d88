package org.signet.jca;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;

/** Asks a program's CallbackHandler; it counts as a program, since nobody can know whether a person is behind it. */
public final class CallbackPrompt implements SecretPrompt {
    private final CallbackHandler handler;

    public CallbackPrompt(CallbackHandler handler) {
        this.handler = Objects.requireNonNull(handler);
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        PasswordCallback callback = new PasswordCallback(text(request), false);
        try {
            handler.handle(new Callback[] {callback});
            return secret(callback.getPassword());
        } catch (IOException | UnsupportedCallbackException e) {
            throw new KeyAccessException(
                    Reason.PIN_NEEDED,
                    "the callback handler " + handler.getClass().getName() + " gave no answer",
                    e);
        } finally {
            callback.clearPassword();
        }
    }

    private static Optional<Secret> secret(char[] password) {
        if (password == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Secret(password, Secret.Origin.PROGRAM));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private static String text(SecretRequest request) {
        String what = switch (request.kind()) {
            case PIN -> "PIN of " + request.token();
            case PASSPHRASE -> "passphrase";
            case NEW_PASSPHRASE -> "new passphrase";
            case MANAGEMENT_KEY -> "management key of " + request.token() + " in hex";
            case FACILITY -> "secret of " + request.token();
        };
        return "Signet: " + what + " for " + request.user() + ": ";
    }
}
