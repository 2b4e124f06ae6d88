package org.signet.manager;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.signet.key.Custody;
import org.signet.key.KeyRecord;
import org.signet.key.Primitive;
import org.signet.key.User;

/**
 * What a move will do, found out without a secret.
 *
 * @param user as he is now
 * @param token where the keys go: a card's, or {@code file}
 * @param keys those that move
 * @param there those that a move before this one has brought there
 * @param copies of those that stay in the file though they are used from the card; by {@code --destroy} they are destroyed
 */
public record MovePlan(
        User user, MoveRequest request, String token, List<Step> keys, List<KeyRecord> there, List<KeyRecord> copies) {
    /**
     * One key's way.
     *
     * @param key as it stands now
     * @param then as it will stand; of a key that is to be made only the place and what it can do are known
     * @param lost what it did and will not do there
     * @param overwritten the key that is in its slot now, and will be gone
     */
    public record Step(KeyRecord key, KeyRecord then, Set<Primitive> lost, Optional<KeyRecord> overwritten) {
        public Step {
            Objects.requireNonNull(key);
            Objects.requireNonNull(then);
            lost = Set.copyOf(lost);
            Objects.requireNonNull(overwritten);
        }
    }

    public MovePlan {
        Objects.requireNonNull(user);
        Objects.requireNonNull(request);
        Objects.requireNonNull(token);
        keys = List.copyOf(keys);
        there = List.copyOf(there);
        copies = List.copyOf(copies);
    }

    /** Whether the enrolment will be another, which the pinned administrator signs. */
    boolean changesEnrolment() {
        return user.custody() != request.to() || isToNewCard();
    }

    /** Whether the card becomes the user's. */
    boolean isToNewCard() {
        return request.to() == Custody.CARD && !user.cardTokens().contains(token);
    }
}
