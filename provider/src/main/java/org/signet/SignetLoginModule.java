package org.signet;

import java.io.IOException;
import java.security.Principal;
import java.security.Provider;
import java.security.Security;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.Subject;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.UnsupportedCallbackException;
import javax.security.auth.login.LoginException;
import javax.security.auth.spi.LoginModule;

/**
 * Signet for JAAS: connects a user at an installed provider, whose KeyStores and handles then work for him. It adds a
 * {@link UserPrincipal}, a {@link UidPrincipal} and a {@link GidPrincipal} to the subject, and a {@link SignetSession} to its private
 * credentials; log-out takes them away and ends the session, which all of that provider's programs share.
 *
 * <p>Options: {@code user} (else a {@link NameCallback} is asked, and whoever answers none is the provider's own user), {@code provider}
 * (the installed provider's name, else {@code Signet}).
 */
public final class SignetLoginModule implements LoginModule {
    private Subject subject = new Subject();
    private CallbackHandler handler;
    private Map<String, ?> options = Map.of();
    private Optional<SignetSession> session = Optional.empty();
    private final Set<Principal> added = new LinkedHashSet<>();

    /** As LoginContext makes it. */
    public SignetLoginModule() {}

    @Override
    public void initialize(
            Subject subject, CallbackHandler handler, Map<String, ?> sharedState, Map<String, ?> options) {
        this.subject = subject;
        this.handler = handler;
        this.options = Map.copyOf(options);
    }

    @Override
    public boolean login() throws LoginException {
        SignetProvider provider = provider();
        String user = user(provider);
        session = Optional.of(new SignetSession(provider, provider.connect(user, handler)));
        return true;
    }

    private SignetProvider provider() throws LoginException {
        String name = option("provider").orElse("Signet");
        Provider installed = Security.getProvider(name);
        if (installed instanceof SignetProvider signet) {
            return signet;
        }
        throw new LoginException(
                installed == null
                        ? "the provider " + name + " is not installed"
                        : "the provider " + name + " is " + installed.getClass().getName()
                                + ", or Signet of another class loader");
    }

    private Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).map(Object::toString);
    }

    private String user(SignetProvider provider) throws LoginException {
        Optional<String> named = option("user");
        return named.isPresent() ? named.get() : asked(provider.defaultUser());
    }

    private String asked(String usual) throws LoginException {
        if (handler == null) {
            return usual;
        }
        NameCallback name = new NameCallback("Signet user: ", usual);
        try {
            handler.handle(new Callback[] {name});
            return Optional.ofNullable(name.getName()).filter(n -> !n.isEmpty()).orElse(usual);
        } catch (UnsupportedCallbackException e) {
            return usual; // a handler that knows passwords only
        } catch (IOException e) {
            LoginException login = new LoginException("the callback handler named no user: " + e.getMessage());
            login.initCause(e);
            throw login;
        }
    }

    @Override
    public boolean commit() throws LoginException {
        if (session.isEmpty()) {
            return false;
        }
        if (subject.isReadOnly()) {
            end();
            throw new LoginException("the subject is read-only");
        }
        SignetSession mine = session.get();
        for (Principal principal :
                Set.of(new UserPrincipal(mine.user()), new UidPrincipal(mine.uid()), new GidPrincipal(mine.gid()))) {
            if (subject.getPrincipals().add(principal)) {
                added.add(principal);
            }
        }
        subject.getPrivateCredentials().add(mine);
        return true;
    }

    /** Whether this module had logged in. */
    @Override
    public boolean abort() throws LoginException {
        if (session.isEmpty()) {
            return false;
        }
        logout();
        return true;
    }

    @Override
    public boolean logout() throws LoginException {
        if (session.isPresent() && !subject.isReadOnly()) {
            subject.getPrincipals().removeAll(added);
            subject.getPrivateCredentials().remove(session.get());
        }
        added.clear();
        end();
        return true;
    }

    private void end() {
        session.ifPresent(SignetSession::destroy);
        session = Optional.empty();
    }
}
