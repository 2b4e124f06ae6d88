package org.signet;

import java.io.Serializable;
import java.security.Principal;

/**
 * What a login by {@link SignetLoginModule} makes of a subject: the group id, as enrolled.
 *
 * @param gid the group id, as enrolled
 */
public record GidPrincipal(long gid) implements Principal, Serializable {
    @Override
    public String getName() {
        return Long.toString(gid);
    }
}
