package org.signet;

import java.util.List;
import org.signet.jca.UsersOfCertStore;

/**
 * Parameters of {@code CertStore.getInstance("Signet", …)}: whose certificates are meant. Without parameters (null), or with no
 * name, everybody's are.
 */
public final class SignetCertStoreParameters implements UsersOfCertStore {
    private final List<String> users;

    /** @param users names as they are enrolled in the user information file; none for all */
    public SignetCertStoreParameters(String... users) {
        this.users = List.of(users);
    }

    /** The names; empty for all. */
    @Override
    public List<String> users() {
        return users;
    }

    @Override
    public SignetCertStoreParameters clone() {
        return this; // it never changes
    }

    @Override
    public String toString() {
        return users.isEmpty() ? "everybody" : String.join(", ", users);
    }
}
