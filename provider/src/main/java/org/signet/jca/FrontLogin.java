package org.signet.jca;

import java.util.Objects;
import java.util.Optional;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.signet.key.ConnectedUser;
import org.signet.key.KeyAccessException;
import org.signet.key.SecretPrompt;

/** {@code AuthProvider}'s and JAAS's login and logout: by a callback handler or the configured prompt. */
public final class FrontLogin {
    private final LazyManager manager;
    private final Handlers handlers;

    public FrontLogin(LazyManager manager, Handlers handlers) {
        this.manager = Objects.requireNonNull(manager);
        this.handlers = Objects.requireNonNull(handlers);
    }

    /** Connects the default user. */
    public void login(CallbackHandler given) throws LoginException {
        connect(defaultUser(), given);
    }

    public void logout() throws LoginException {
        try {
            disconnect(defaultUser());
        } catch (KeyAccessException e) {
            throw Errors.login(e);
        }
    }

    public String defaultUser() throws LoginException {
        try {
            return manager.get().defaultUser();
        } catch (KeyAccessException e) {
            throw Errors.login(e);
        }
    }

    /** @param given null for the handler that was set, else for the one that java.security names, else for the configured prompt */
    public ConnectedUser connect(String user, CallbackHandler given) throws LoginException {
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
            house.manager().login(user, prompt);
            return house.manager()
                    .session(user)
                    .orElseThrow(() -> new LoginException("the session of " + user + " ended at once"));
        } catch (KeyAccessException e) {
            throw Errors.login(e);
        }
    }

    /** The user's session, if he is connected. */
    public Optional<ConnectedUser> session(String user) {
        return manager.get().session(user);
    }

    public void disconnect(String user) {
        manager.get().logout(user);
    }
}
