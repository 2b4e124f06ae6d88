package org.signet.key;

import java.security.PublicKey;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** What the directory knows of a key; it holds nothing secret. */
public record KeyRecord(
        KeyId id,
        String owner,
        List<String> aliases,
        PublicKey publicKey,
        KeyPlace place,
        Set<Primitive> can,
        KeyFacts facts) {
    public KeyRecord {
        Objects.requireNonNull(id);
        Objects.requireNonNull(owner);
        Objects.requireNonNull(publicKey);
        Objects.requireNonNull(place);
        Objects.requireNonNull(facts);
        aliases = List.copyOf(aliases);
        can = can.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(can)); // in Primitive's order
    }

    public KeyRecord withAliases(List<String> names) {
        return new KeyRecord(id, owner, names, publicKey, place, can, facts);
    }

    public KeyRecord withCan(Set<Primitive> primitives) {
        return new KeyRecord(id, owner, aliases, publicKey, place, primitives, facts);
    }

    public KeyRecord at(KeyPlace elsewhere) {
        return new KeyRecord(id, owner, aliases, publicKey, elsewhere, can, facts);
    }
}
