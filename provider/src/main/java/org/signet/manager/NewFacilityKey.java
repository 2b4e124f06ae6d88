package org.signet.manager;

import java.util.Objects;
import java.util.Optional;
import org.signet.key.Facility;

/**
 * Which key of which storage facility is to be somebody's.
 *
 * @param reference what the facility calls it; empty for the only key there
 * @param alias what the user is to call it; empty for the facility's own word
 * @param keepSecret whether the facility's secret is kept in the user's file, wrapped with his master key
 */
public record NewFacilityKey(
        Facility facility, Optional<String> reference, Optional<String> alias, boolean keepSecret) {
    public NewFacilityKey {
        Objects.requireNonNull(facility);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(alias);
    }
}
