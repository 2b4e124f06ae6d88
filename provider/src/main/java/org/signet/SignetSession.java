package org.signet;

import java.util.Objects;
import java.util.Optional;
import javax.security.auth.Destroyable;
import org.signet.key.ConnectedUser;

/** A connected user as a JAAS credential. It holds no secret; {@link #destroy} logs him out. */
public final class SignetSession implements Destroyable {
    private final SignetProvider provider;
    private final ConnectedUser shown;

    SignetSession(SignetProvider provider, ConnectedUser shown) {
        this.provider = Objects.requireNonNull(provider);
        this.shown = Objects.requireNonNull(shown);
    }

    /** 32 hex digits, as {@code signet session list} has it. */
    public String id() {
        return shown.id();
    }

    public String user() {
        return shown.user();
    }

    public long uid() {
        return shown.uid();
    }

    public long gid() {
        return shown.gid();
    }

    /** What logged him in: {@code piv:12345678}, or {@code file}. */
    public String token() {
        return shown.token();
    }

    /** Whether his card answered a challenge. */
    public boolean smartCard() {
        return shown.smartCard();
    }

    /** Whether it is over: logged out, ended from outside, or the card taken out. */
    @Override
    public boolean isDestroyed() {
        Optional<ConnectedUser> now = provider.session(user());
        return now.filter(s -> s.id().equals(id())).isEmpty();
    }

    /** Ends it; a later session of the same user stays. */
    @Override
    public void destroy() {
        if (!isDestroyed()) {
            provider.disconnect(user());
        }
    }

    @Override
    public String toString() {
        return "SignetSession[" + user() + " by " + token() + "]";
    }
}
