package org.signet.userfile;

import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.signet.crypto.Der;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.Octets;

/** What a change makes of a user's keys: aliases with chains come and go, keys with them. */
final class Entries {
    private Entries() {}

    /** A key of the file, under its one alias or none. @throws KeyAccessException REFUSED if it is elsewhere, or the alias another's */
    static List<KeyParagraph> add(List<KeyParagraph> keys, KeyParagraph fresh) {
        boolean elsewhere = keys.stream()
                .anyMatch(k -> k.id().equals(fresh.id()) && k.place().custody() != Custody.FILE);
        if (elsewhere) {
            throw new KeyAccessException(
                    Reason.REFUSED, "key " + fresh.id() + " is on a card or in a facility already");
        }
        if (fresh.aliases().isEmpty()) {
            return insert(keys, fresh);
        }
        KeyParagraph.Alias entry = fresh.aliases().get(0);
        return set(keys, fresh, entry.name(), entry.chain());
    }

    /** @throws KeyAccessException REFUSED if the alias is another key's */
    static List<KeyParagraph> set(List<KeyParagraph> keys, KeyParagraph fresh, String alias, List<Octets> chain) {
        for (KeyParagraph key : keys) {
            if (!key.id().equals(fresh.id()) && has(key, alias)) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the alias " + Names.encodeAlias(alias) + " is another key's: delete that entry first");
            }
        }
        KeyParagraph.Alias entry = new KeyParagraph.Alias(alias, chain);
        if (keys.stream().anyMatch(key -> key.id().equals(fresh.id()))) {
            return edit(keys, fresh.id(), key -> Optional.of(key.withAliases(with(key.aliases(), entry))));
        }
        return insert(keys, fresh.withAliases(List.of(entry)));
    }

    /** With a copy of a card's key. @throws KeyAccessException REFUSED for a key that is on no card */
    static List<KeyParagraph> withCopy(List<KeyParagraph> keys, KeyId id, Octets wrapped) {
        boolean onCard =
                keys.stream().anyMatch(k -> k.id().equals(id) && k.place().custody() == Custody.CARD);
        if (!onCard) {
            throw new KeyAccessException(Reason.REFUSED, "key " + id + " is on no card: no copy of it is kept");
        }
        return edit(keys, id, key -> Optional.of(key.withWrapped(Optional.of(wrapped))));
    }

    /** @throws KeyAccessException REFUSED if there is no other copy */
    static List<KeyParagraph> withoutCopy(List<KeyParagraph> keys, KeyId id) {
        return edit(keys, id, key -> {
            if (key.place().custody() == Custody.FILE) {
                throw new KeyAccessException(
                        Reason.REFUSED, "the file is the only place of key " + id + ": move it first");
            }
            return Optional.of(key.withWrapped(Optional.empty()));
        });
    }

    /** With its last alias goes a key of the file, and what is known of a facility's; a card's never. @throws KeyAccessException UNKNOWN */
    static List<KeyParagraph> delete(List<KeyParagraph> keys, String alias) {
        KeyParagraph key = keys.stream()
                .filter(k -> has(k, alias))
                .findFirst()
                .orElseThrow(() ->
                        new KeyAccessException(Reason.UNKNOWN, "no alias " + Names.encodeAlias(alias) + " to delete"));
        List<KeyParagraph.Alias> left =
                key.aliases().stream().filter(a -> !a.name().equals(alias)).toList();
        boolean gone = left.isEmpty() && key.place().custody() != Custody.CARD;
        return edit(keys, key.id(), k -> gone ? Optional.empty() : Optional.of(k.withAliases(left)));
    }

    static List<KeyParagraph> edit(
            List<KeyParagraph> keys, KeyId id, Function<KeyParagraph, Optional<KeyParagraph>> change) {
        List<KeyParagraph> edited = new ArrayList<>(keys.size());
        for (KeyParagraph key : keys) {
            (key.id().equals(id) ? change.apply(key) : Optional.of(key)).ifPresent(edited::add);
        }
        return edited;
    }

    /**
     * The key elsewhere; what is wrapped of it stays as a kept copy.
     *
     * @throws KeyAccessException REFUSED for a place in the file without the wrapped key, UNKNOWN for a key that is not a card's
     */
    static List<KeyParagraph> move(List<KeyParagraph> keys, KeyRecord moved) {
        if (keys.stream().noneMatch(key -> key.id().equals(moved.id()))) {
            if (moved.place().custody() != Custody.CARD) {
                throw new KeyAccessException(Reason.UNKNOWN, "the file has no key " + moved.id() + " to move");
            }
            List<KeyParagraph> all = keys;
            for (String alias : moved.aliases()) {
                all = set(all, paragraph(moved), Names.alias(alias), List.of());
            }
            return moved.aliases().isEmpty() ? insert(keys, paragraph(moved)) : all;
        }
        return edit(keys, moved.id(), key -> {
            if (moved.place().custody() == Custody.FILE && key.wrapped().isEmpty()) {
                throw new KeyAccessException(
                        Reason.REFUSED, "the file keeps no copy of key " + moved.id() + ": import it first");
            }
            return Optional.of(key.at(moved.place(), List.copyOf(moved.can())));
        });
    }

    /**
     * Without the keys of these cards.
     *
     * @throws KeyAccessException REFUSED if the file keeps a copy of one
     */
    static List<KeyParagraph> without(List<KeyParagraph> keys, List<String> tokens) {
        List<KeyParagraph> left = new ArrayList<>(keys.size());
        for (KeyParagraph key : keys) {
            if (!tokens.contains(key.place().token())) {
                left.add(key);
            } else if (key.wrapped().isPresent()) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the file keeps a copy of key " + key.id() + " of " + key.place()
                                + ": move that key to the file first, or destroy the copy");
            }
        }
        return left;
    }

    /** Without the keys of other cards than these, which an administrator took from their user; one with a kept copy stays. */
    static List<KeyParagraph> ofCards(List<KeyParagraph> keys, List<String> tokens) {
        return keys.stream()
                .filter(key -> key.place().custody() != Custody.CARD
                        || tokens.contains(key.place().token())
                        || key.wrapped().isPresent())
                .toList();
    }

    /** A key as a record tells it, with no alias yet. */
    static KeyParagraph paragraph(KeyRecord key) {
        return new KeyParagraph(
                key.id(),
                Octets.of(key.publicKey().getEncoded()),
                key.place(),
                key.facts().origin(),
                List.copyOf(key.can()),
                key.facts().use().stream().sorted().toList(),
                key.facts().created().truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** A software key that comes into the file, not wrapped yet. */
    static KeyParagraph paragraph(SoftwareKey key, KeyOrigin origin, Instant created) {
        return new KeyParagraph(
                key.id(),
                Octets.of(key.publicKey().getEncoded()),
                KeyPlace.FILE,
                origin,
                key.can(),
                List.of(),
                created.truncatedTo(ChronoUnit.SECONDS).toString(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of());
    }

    /** @throws KeyAccessException REFUSED for a key that is at no facility */
    static List<KeyParagraph> keepSecret(List<KeyParagraph> keys, KeyId id, Octets wrapped) {
        return edit(keys, id, key -> {
            if (key.place().custody() != Custody.FACILITY) {
                throw new KeyAccessException(
                        Reason.REFUSED, "key " + id + " is not in a storage facility but at " + key.place());
            }
            return Optional.of(key.withFacility(Optional.of(wrapped)));
        });
    }

    /** The chain's bytes. @throws KeyAccessException REFUSED if its first certificate is not this key's */
    static List<Octets> chain(KeyId id, List<X509Certificate> certificates) {
        List<Octets> chain = new ArrayList<>();
        try {
            for (X509Certificate certificate : certificates) {
                chain.add(Octets.of(certificate.getEncoded()));
            }
        } catch (CertificateEncodingException e) {
            throw new KeyAccessException(Reason.DATA, "a certificate of the chain has no encoding", e);
        }
        boolean fits = chain.stream()
                .findFirst()
                .map(first -> Der.spkiOfCertificate(first.bytes())
                        .filter(spki -> KeyId.ofSpki(spki).equals(id))
                        .isPresent())
                .orElse(true);
        if (!fits) {
            throw new KeyAccessException(Reason.REFUSED, "the chain's first certificate is of another key");
        }
        return chain;
    }

    static List<KeyParagraph> insert(List<KeyParagraph> keys, KeyParagraph fresh) {
        List<KeyParagraph> inserted = new ArrayList<>(keys);
        int at = 0;
        while (at < keys.size() && keys.get(at).id().hex().compareTo(fresh.id().hex()) < 0) {
            at++;
        }
        inserted.add(at, fresh);
        return inserted;
    }

    private static boolean has(KeyParagraph key, String alias) {
        return key.aliases().stream().anyMatch(a -> a.name().equals(alias));
    }

    private static List<KeyParagraph.Alias> with(List<KeyParagraph.Alias> aliases, KeyParagraph.Alias entry) {
        List<KeyParagraph.Alias> all = new ArrayList<>(aliases);
        int at = 0;
        while (at < all.size() && !all.get(at).name().equals(entry.name())) {
            at++;
        }
        if (at < all.size()) {
            all.set(at, entry);
        } else {
            all.add(entry);
        }
        return all;
    }
}
