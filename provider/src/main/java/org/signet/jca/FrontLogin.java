package org.signet.jca;

import java.security.Security;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.signet.key.KeyAccessException;
import org.signet.manager.KeyStoreManager;

/** {@code AuthProvider}'s login and logout: the default user, by a callback handler. */
public final class FrontLogin {
    /** The security property that SunPKCS11 and LoginContext read, and nobody for us (jca-facts 32). */
    private static final String DEFAULT_HANDLER = "auth.login.defaultCallbackHandler";

    private final LazyManager manager;
    private volatile CallbackHandler handler;

    public FrontLogin(LazyManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    public void setCallbackHandler(CallbackHandler handler) {
        this.handler = handler;
    }

    /** @param given null for the one that was set, else for the one that java.security names */
    public void login(CallbackHandler given) throws LoginException {
        CallbackHandler asked = given != null ? given : handler != null ? handler : named();
        try {
            KeyStoreManager house = manager.get();
            house.login(house.defaultUser(), new CallbackPrompt(asked));
        } catch (KeyAccessException e) {
            throw Errors.login(e);
        }
    }

    public void logout() throws LoginException {
        try {
            manager.get().logout(manager.get().defaultUser());
        } catch (KeyAccessException e) {
            throw Errors.login(e);
        }
    }

    private static CallbackHandler named() throws LoginException {
        String name = Optional.ofNullable(Security.getProperty(DEFAULT_HANDLER))
                .map(String::strip)
                .filter(n -> !n.isEmpty())
                .orElseThrow(() -> new LoginException("no callback handler was given or set, and " + DEFAULT_HANDLER
                        + " names none that could be asked for the PIN or passphrase"));
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(ClassLoader::getSystemClassLoader);
        try {
            return Class.forName(name, true, loader)
                    .asSubclass(CallbackHandler.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            LoginException login = new LoginException(
                    DEFAULT_HANDLER + " names " + name + ", which cannot be made as a callback handler: " + e);
            login.initCause(e);
            throw login;
        }
    }
}
