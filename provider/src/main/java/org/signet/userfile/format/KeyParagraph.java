package org.signet.userfile.format;

import java.util.List;
import java.util.Optional;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.Primitive;

/**
 * One key as the file knows it.
 *
 * @param spki its SubjectPublicKeyInfo, whose SHA-256 is {@code id}
 * @param can in the order of {@link Primitive}
 * @param use sorted
 * @param created {@code 2026-11-24T10:00:00Z}
 * @param wrapped the private key under the master key; for a key elsewhere, a kept copy
 * @param facility the wrapped secret of the facility that holds the key
 */
public record KeyParagraph(
        KeyId id,
        Octets spki,
        KeyPlace place,
        KeyOrigin origin,
        List<Primitive> can,
        List<String> use,
        String created,
        Optional<Octets> rejection,
        Optional<Octets> wrapped,
        Optional<Octets> facility,
        List<Alias> aliases) {
    public KeyParagraph {
        can = List.copyOf(can);
        use = List.copyOf(use);
        aliases = List.copyOf(aliases);
    }

    /**
     * A name of the key and the certificate chain that stands under it, the key's own certificate first.
     *
     * @param name the alias itself, decoded
     */
    public record Alias(String name, List<Octets> chain) {
        public Alias {
            chain = List.copyOf(chain);
        }
    }

    public KeyParagraph withAliases(List<Alias> others) {
        return new KeyParagraph(id, spki, place, origin, can, use, created, rejection, wrapped, facility, others);
    }

    public KeyParagraph withUse(List<String> words) {
        return new KeyParagraph(id, spki, place, origin, can, words, created, rejection, wrapped, facility, aliases);
    }

    public KeyParagraph withWrapped(Optional<Octets> blob) {
        return new KeyParagraph(id, spki, place, origin, can, use, created, rejection, blob, facility, aliases);
    }

    /** Elsewhere; a facility's secret does not go with it. */
    public KeyParagraph at(KeyPlace elsewhere, List<Primitive> there) {
        Optional<Octets> secret = elsewhere.equals(place) ? facility : Optional.empty();
        return new KeyParagraph(id, spki, elsewhere, origin, there, use, created, rejection, wrapped, secret, aliases);
    }

    public KeyParagraph withFacility(Optional<Octets> secret) {
        return new KeyParagraph(id, spki, place, origin, can, use, created, rejection, wrapped, secret, aliases);
    }
}
