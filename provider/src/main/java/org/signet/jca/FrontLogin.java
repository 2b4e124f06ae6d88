package org.signet.jca;

import java.util.Objects;
import java.util.Optional;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.signet.key.KeyAccessException;
import org.signet.key.SecretPrompt;
import org.signet.manager.KeyStoreManager;

/** {@code AuthProvider}'s login and logout: the default user, by a callback handler or the configured prompt. */
public final class FrontLogin {
    private final LazyManager manager;
    private final Handlers handlers;

    public FrontLogin(LazyManager manager, Handlers handlers) {
        this.manager = Objects.requireNonNull(manager);
        this.handlers = Objects.requireNonNull(handlers);
    }

    /** @param given null for the one that was set, else for the one that java.security names */
    public void login(CallbackHandler given) throws LoginException {
        Optional<CallbackHandler> asked = given != null ? Optional.of(given) : handlers.now();
        try {
            LazyManager.Composed house = manager.composed();
            SecretPrompt prompt = asked.<SecretPrompt>map(h -> new CallbackPrompt(h, house.callbacks()))
                    .orElse(house.prompt());
            if (prompt == SecretPrompt.NOBODY) {
                throw new LoginException(
                        "no callback handler was given or set, " + Handlers.DEFAULT_HANDLER
                                + " names none that could be asked for the PIN or passphrase, and neither do pin.prompt and pin.file");
            }
            house.manager().login(house.manager().defaultUser(), prompt);
        } catch (KeyAccessException e) {
            throw Errors.login(e);
        }
    }

    public void logout() throws LoginException {
        try {
            KeyStoreManager house = manager.get();
            house.logout(house.defaultUser());
        } catch (KeyAccessException e) {
            throw Errors.login(e);
        }
    }
}
