package org.signet.jca;

import java.security.Security;
import java.util.Optional;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;

/** Which callback handler of a program's is asked: the one that was set at the provider, else the one that java.security names. */
public final class Handlers {
    /** The security property that SunPKCS11 and LoginContext read, and nobody for us (jca-facts 32). */
    static final String DEFAULT_HANDLER = "auth.login.defaultCallbackHandler";

    private volatile CallbackHandler set;

    public void set(CallbackHandler handler) {
        set = handler;
    }

    /** The one to ask now; empty where there is none. */
    Optional<CallbackHandler> now() throws LoginException {
        CallbackHandler handler = set;
        return handler != null ? Optional.of(handler) : named();
    }

    /** For {@code pin.prompt = callback}: whoever is the handler at that moment, and a person behind it. */
    public SecretPrompt prompt() {
        return new SecretPrompt() {
            @Override
            public Optional<Secret> ask(SecretRequest request) {
                return person().flatMap(prompt -> prompt.ask(request));
            }

            @Override
            public Notice touchAwaited(String token) {
                return person().map(prompt -> prompt.touchAwaited(token)).orElse(Notice.NONE);
            }
        };
    }

    private Optional<CallbackPrompt> person() {
        try {
            return now().map(handler -> new CallbackPrompt(handler, Secret.Origin.HUMAN));
        } catch (LoginException e) {
            throw new KeyAccessException(Reason.CONFIGURATION, e.getMessage(), e);
        }
    }

    private static Optional<CallbackHandler> named() throws LoginException {
        String name = Optional.ofNullable(Security.getProperty(DEFAULT_HANDLER))
                .map(String::strip)
                .orElse("");
        if (name.isEmpty()) {
            return Optional.empty();
        }
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(ClassLoader::getSystemClassLoader);
        try {
            return Optional.of(Class.forName(name, true, loader)
                    .asSubclass(CallbackHandler.class)
                    .getConstructor()
                    .newInstance());
        } catch (ReflectiveOperationException | ClassCastException e) {
            LoginException login = new LoginException(
                    DEFAULT_HANDLER + " names " + name + ", which cannot be made as a callback handler: " + e);
            login.initCause(e);
            throw login;
        }
    }
}
