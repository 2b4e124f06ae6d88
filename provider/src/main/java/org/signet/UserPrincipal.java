package org.signet;

import java.io.Serializable;
import java.security.Principal;

/**
 * What a login by {@link SignetLoginModule} makes of a subject: the user's name, as enrolled.
 *
 * @param name the user's name, as enrolled
 */
public record UserPrincipal(String name) implements Principal, Serializable {
    @Override
    public String getName() {
        return name;
    }
}
