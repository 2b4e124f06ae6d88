package org.signet;

import java.io.Serializable;
import java.security.Principal;

/**
 * What a login by {@link SignetLoginModule} makes of a subject: the user id, as enrolled.
 *
 * @param uid the user id, as enrolled
 */
public record UidPrincipal(long uid) implements Principal, Serializable {
    @Override
    public String getName() {
        return Long.toString(uid);
    }
}
