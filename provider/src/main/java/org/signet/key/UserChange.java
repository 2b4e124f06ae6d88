package org.signet.key;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** One change of a user's file; each is one replacement of it. */
public sealed interface UserChange {
    String user();

    /**
     * Enrols a user.
     *
     * @param who with {@code enrolled} 1 and, for a user whose sealer is a card's key, {@code id}, {@code sealer} and {@code cards};
     *     without a sealer the open door to his file, which was given his new passphrase, has the id and the sealer
     * @param keys his first keys; {@code aliases} are theirs
     * @param chains a certificate chain by alias
     */
    record Enrol(User who, List<KeyRecord> keys, Map<String, List<X509Certificate>> chains) implements UserChange {
        public Enrol {
            Objects.requireNonNull(who);
            keys = List.copyOf(keys);
            chains = Map.copyOf(chains);
        }

        @Override
        public String user() {
            return who.name();
        }
    }

    /**
     * Gives a key an alias with a chain, or an alias that it has another chain.
     *
     * @param key the key as it is to stand if the file does not know it yet (a card's)
     */
    record SetEntry(String user, String alias, KeyRecord key, List<X509Certificate> chain) implements UserChange {
        public SetEntry {
            Objects.requireNonNull(user);
            Objects.requireNonNull(alias);
            Objects.requireNonNull(key);
            chain = List.copyOf(chain);
        }
    }

    /** Takes an alias away; with the last one a key of the file goes too, a card's never. */
    record DeleteEntry(String user, String alias) implements UserChange {
        public DeleteEntry {
            Objects.requireNonNull(user);
            Objects.requireNonNull(alias);
        }
    }

    /**
     * Changes the enrolment (custody, login, policy, cards), the places of keys, or both at once.
     *
     * @param who as he is to stand, with {@code id} and {@code enrolled} as they are now; only what differs is written; without a
     *     sealer he gets the one that his door's new passphrase brings, and the new master key with it
     * @param accepts for a card that is new in {@code who} and not the sealer: its SSHSIG blob of namespace {@code accept@signet}, by token
     * @param moved keys as they are to stand, each with its new place and what it can do there; aliases, chains and a wrapped key stay.
     *     One that the file does not know is a card's, and is listed from now on
     */
    record Amend(User who, Map<String, byte[]> accepts, List<KeyRecord> moved) implements UserChange {
        public Amend {
            Objects.requireNonNull(who);
            accepts = Map.copyOf(accepts);
            moved = List.copyOf(moved);
        }

        @Override
        public String user() {
            return who.name();
        }
    }

    /** Seals the keys under the enrolment as it is, so that it cannot go back. */
    record Acknowledge(String user) implements UserChange {
        public Acknowledge {
            Objects.requireNonNull(user);
        }
    }

    /**
     * A change whose enrolment the administrator signed.
     *
     * @param signature his SSHSIG blob of namespace {@code enrolment@signet} over {@link UserRegister#enrolmentToSign}
     */
    record Administered(UserChange change, byte[] signature) implements UserChange {
        public Administered {
            Objects.requireNonNull(change);
            signature = signature.clone();
        }

        @Override
        public String user() {
            return change.user();
        }
    }

    /** Removes a user: his enrolment, his keys in the file and the entries of the others; nobody seals it. */
    record Remove(String user) implements UserChange {
        public Remove {
            Objects.requireNonNull(user);
        }
    }
}
