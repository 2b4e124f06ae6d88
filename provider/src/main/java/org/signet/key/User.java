package org.signet.key;

import java.security.PublicKey;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Who somebody is, as enrolled; or, with an empty id, the operating-system user whom nobody enrolled.
 *
 * @param id 32 hex digits, new at each enrolment and never reused; empty where nobody enrolled him
 * @param custody where his new keys go
 * @param login which secret logs him in
 * @param sealer the key that seals his part of the user information file
 * @param enrolled the enrolment's serial, from 1
 * @param policy words of the enrolment, for instance {@code require-card}
 * @param cards his cards, by token
 * @param administered whether the pinned administrator signed the enrolment
 */
public record User(
        String name,
        String id,
        long uid,
        long gid,
        Custody custody,
        LoginBy login,
        Optional<PublicKey> sealer,
        long enrolled,
        List<String> policy,
        List<EnrolledCard> cards,
        boolean administered) {
    /** The policy's word for a user who must use a card. */
    public static final String REQUIRE_CARD = "require-card";

    private static final String GROUP = "group-";

    /** Which secret logs a user in. */
    public enum LoginBy {
        CARD,
        PASSPHRASE
    }

    public User {
        Objects.requireNonNull(name);
        Objects.requireNonNull(id);
        Objects.requireNonNull(custody);
        Objects.requireNonNull(login);
        Objects.requireNonNull(sealer);
        policy = List.copyOf(policy);
        cards = List.copyOf(cards);
    }

    /** A user whom no file knows. */
    public static User unenrolled(String name, long uid, long gid, Custody custody) {
        LoginBy login = custody == Custody.CARD ? LoginBy.CARD : LoginBy.PASSPHRASE;
        return new User(name, "", uid, gid, custody, login, Optional.empty(), 0, List.of(), List.of(), false);
    }

    /** His groups, of which a policy may speak: the words {@code group-NAME} of his enrolment. */
    public List<String> groups() {
        return policy.stream()
                .filter(word -> word.startsWith(GROUP))
                .map(word -> word.substring(GROUP.length()))
                .toList();
    }

    /**
     * Whether he must use a card: his enrolment says {@code require-card}, or one of his groups is among these.
     *
     * @param groups those of {@code require.card}
     */
    public boolean requiresCard(Set<String> groups) {
        return policy.contains(REQUIRE_CARD) || groups().stream().anyMatch(groups::contains);
    }

    /**
     * The policy's word for a group.
     *
     * @throws KeyAccessException REFUSED for a name that is not 1 to 50 of a–z, 0–9 and -
     */
    public static String groupWord(String group) {
        if (!group.matches("[a-z0-9-]{1,50}")) {
            throw new KeyAccessException(Reason.REFUSED, "a group's name is 1 to 50 of a-z, 0-9 and -, not " + group);
        }
        return GROUP + group;
    }

    public User withCustody(Custody other) {
        return new User(name, id, uid, gid, other, login, sealer, enrolled, policy, cards, administered);
    }

    public User withLogin(LoginBy other) {
        return new User(name, id, uid, gid, custody, other, sealer, enrolled, policy, cards, administered);
    }

    /** @param other empty for the one that a new passphrase of his brings */
    public User withSealer(Optional<PublicKey> other) {
        return new User(name, id, uid, gid, custody, login, other, enrolled, policy, cards, administered);
    }

    public User withPolicy(List<String> words) {
        return new User(name, id, uid, gid, custody, login, sealer, enrolled, words, cards, administered);
    }

    public User withCards(List<EnrolledCard> others) {
        return new User(name, id, uid, gid, custody, login, sealer, enrolled, policy, others, administered);
    }

    /** The tokens of his cards. */
    public List<String> cardTokens() {
        return cards.stream().map(EnrolledCard::token).toList();
    }

    /** The card whose key seals his file; empty where his passphrase's does. */
    public Optional<EnrolledCard> sealingCard() {
        return cards.stream()
                .filter(c -> sealer.filter(c.publicKey()::equals).isPresent())
                .findFirst();
    }

    public boolean isEnrolled() {
        return !id.isEmpty();
    }

    /**
     * Whether what his sealer sealed may be believed (userfile.md, order, step 5).
     *
     * @param proved the key that this login proved
     */
    public boolean believes(PublicKey proved) {
        return administered
                || sealer.filter(proved::equals).isPresent()
                || cards.stream().anyMatch(c -> c.accepted() && c.publicKey().equals(proved));
    }
}
