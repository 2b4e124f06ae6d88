package org.signet.userfile.format;

import java.util.List;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.User.LoginBy;

/**
 * What an administrator decides about a user: the first part of his file.
 *
 * @param user the name itself, decoded
 * @param id 32 hex digits
 * @param sealer a SubjectPublicKeyInfo
 * @param was the sealer before, also a SubjectPublicKeyInfo
 */
public record Enrolment(
        String user,
        String id,
        long uid,
        long gid,
        Custody custody,
        LoginBy login,
        Octets sealer,
        long enrolled,
        Optional<Octets> was,
        List<String> policy,
        List<Card> cards,
        Optional<Admin> admin) {
    public Enrolment {
        policy = List.copyOf(policy);
        cards = List.copyOf(cards);
    }

    /**
     * A card, or rather its key that answers the login challenge.
     *
     * @param accept an SSHSIG blob by the card
     */
    public record Card(String token, String reference, Octets spki, Optional<Octets> accept) {}

    /**
     * Who signed the enrolment.
     *
     * @param pin SHA-256 of his SubjectPublicKeyInfo, a slash, the folder's id; in hex
     * @param signature an SSHSIG blob
     */
    public record Admin(String pin, Octets signature) {}
}
