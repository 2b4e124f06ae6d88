package org.signet.jca;

import java.util.Objects;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.signet.key.KeyAccessException;
import org.signet.manager.KeyStoreManager;

/** {@code AuthProvider}'s login and logout: the default user, by a callback handler. */
public final class FrontLogin {
    private final LazyManager manager;
    private volatile CallbackHandler handler;

    public FrontLogin(LazyManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    public void setCallbackHandler(CallbackHandler handler) {
        this.handler = handler;
    }

    /** @param given null for the one that was set */
    public void login(CallbackHandler given) throws LoginException {
        CallbackHandler asked = given != null ? given : handler;
        if (asked == null) {
            throw new LoginException("no callback handler is set that could be asked for the PIN or passphrase");
        }
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
}
