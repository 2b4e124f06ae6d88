package org.signet;

import java.security.AuthProvider;
import java.security.Provider;
import java.security.Security;
import java.util.Objects;
import java.util.Optional;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.login.LoginException;
import org.signet.jca.Algorithms;
import org.signet.jca.FrontLogin;
import org.signet.jca.Generators;
import org.signet.jca.Handlers;
import org.signet.jca.LazyManager;
import org.signet.key.ConnectedUser;

/**
 * The provider {@code Signet}: opaque private keys on smart cards and in the user information file, behind Signature, Cipher,
 * KeyAgreement and KeyStore. The constructor and {@link #configure} touch nothing and never throw; what is wrong with the
 * configuration is said by the first KeyStore.load or operation.
 */
public final class SignetProvider extends AuthProvider {
    private static final long serialVersionUID = 1;
    private static final String NAME = "Signet";
    private static final String VERSION = "0.1";

    private final transient Handlers handlers = new Handlers();
    private final transient FrontLogin login;

    /** The provider as java.security and ServiceLoader make it. */
    public SignetProvider() {
        this(NAME, Optional.empty());
    }

    private SignetProvider(String name, Optional<String> argument) {
        super(name, VERSION, "Signet: private keys that are never bytes");
        LazyManager manager =
                new LazyManager(elsewhere -> House.compose(SignetConfig.read(argument), elsewhere, handlers.prompt()));
        login = new FrontLogin(manager, handlers);
        Algorithms.services(this, manager).forEach(this::putService);
        Generators.services(this, manager, () -> SignetConfig.read(argument).isTrue("keygen"))
                .forEach(this::putService);
    }

    /**
     * The provider with another configuration.
     *
     * @param argument a file, or inline {@code --key=value;key=value}
     * @return a new instance; where a provider named Signet is registered already it has a name of its own, since the JDK would
     *     drop a second one of the same name, and its argument with it, in silence (jca-facts 19)
     */
    @Override
    public Provider configure(String argument) {
        Objects.requireNonNull(argument);
        boolean taken = Security.getProvider(NAME) != null;
        String name = taken ? NAME + "-" + Integer.toHexString(argument.hashCode()) : NAME;
        return new SignetProvider(name, Optional.of(argument));
    }

    @Override
    public boolean isConfigured() {
        return true;
    }

    /** Connects the configured or the operating-system user, asking the handler, else the one that was set or that java.security names. */
    @Override
    public void login(Subject subject, CallbackHandler handler) throws LoginException {
        login.login(handler);
    }

    @Override
    public void logout() throws LoginException {
        login.logout();
    }

    @Override
    public void setCallbackHandler(CallbackHandler handler) {
        handlers.set(handler);
    }

    /** The user of a program that names none. */
    String defaultUser() throws LoginException {
        return login.defaultUser();
    }

    /** Connects a user, asking as {@link #login} does. */
    ConnectedUser connect(String user, CallbackHandler handler) throws LoginException {
        return login.connect(user, handler);
    }

    Optional<ConnectedUser> session(String user) {
        return login.session(user);
    }

    void disconnect(String user) {
        login.disconnect(user);
    }
}
