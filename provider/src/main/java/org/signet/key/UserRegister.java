package org.signet.key;

import java.util.Optional;

/**
 * Every write of the user information file that is not a software key's own. Signing is two steps: the caller has
 * {@link #toSign} sealed by the sealer where that is a card's key; where it lies in the file, the user's open
 * {@link KeyAccess} seals by itself.
 */
public interface UserRegister {
    /** The pinned administrator's key; empty where none is pinned. */
    default Optional<KeyId> administrator() {
        return Optional.empty();
    }

    /**
     * What the pinned administrator must sign, as an SSHSIG of namespace {@code enrolment@signet}, before the change is {@link
     * UserChange.Administered}; empty where none is pinned or the enrolment stays as it is.
     */
    default Optional<byte[]> enrolmentToSign(UserChange change) {
        return Optional.empty();
    }

    /** Whether his enrolment is newer than what his sealer sealed ({@link UserChange.Acknowledge}). */
    default boolean awaitsAcknowledgement(String user) {
        return false;
    }

    /** The bytes that the card must sign: an SSHSIG of namespace {@code body@signet} is made over them. */
    byte[] toSign(UserChange change);

    /**
     * Rebuilds under the lock, demands the same bytes, verifies, and replaces the file as a whole.
     *
     * @param signature the SSHSIG blob over {@link #toSign}; empty where the user's open file door seals
     * @throws KeyAccessException BUSY if the file changed in between (make it anew), PIN_NEEDED if nobody can seal
     */
    void apply(UserChange change, Optional<byte[]> signature);

    /**
     * Removes a user whose file is damaged; the file is kept as it is, apart from the others.
     *
     * @return where it is kept; empty where it is missing, which an anchor calls damaged too
     * @throws KeyAccessException UNKNOWN; REFUSED for a file that can be read; UNSAFE, BUSY, IO
     */
    Optional<String> setAside(String user);
}
