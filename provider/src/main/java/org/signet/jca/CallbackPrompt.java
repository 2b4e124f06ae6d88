package org.signet.jca;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.callback.TextOutputCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import org.signet.key.ForeignText;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;

/**
 * Asks a program's CallbackHandler; it counts as a program, since nobody can know whether a person is behind it, unless the
 * configuration says so.
 */
public final class CallbackPrompt implements SecretPrompt {
    private final CallbackHandler handler;
    private final Secret.Origin origin;

    /** @param origin who is behind it */
    public CallbackPrompt(CallbackHandler handler, Secret.Origin origin) {
        this.handler = Objects.requireNonNull(handler);
        this.origin = Objects.requireNonNull(origin);
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        PasswordCallback callback = new PasswordCallback("Signet: " + request.text() + ": ", false);
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

    /** A handler that does not know such a callback, or fails, hinders no operation. */
    @Override
    public Notice touchAwaited(String token) {
        String text = "Signet: touch " + ForeignText.shown(token) + " now";
        try {
            handler.handle(new Callback[] {new TextOutputCallback(TextOutputCallback.INFORMATION, text)});
            return () -> {};
        } catch (IOException | UnsupportedCallbackException | RuntimeException e) {
            return Notice.NONE;
        }
    }

    private Optional<Secret> secret(char[] password) {
        if (password == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Secret(password, origin));
        } finally {
            Arrays.fill(password, '\0');
        }
    }
}
