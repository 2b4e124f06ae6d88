package org.signet.key;

import java.util.Objects;
import java.util.Optional;

/**
 * The name of a storage facility (EP 0 752 635 A1, "pathname to some storage facility"): what kind it is, whose provider opens it,
 * and where it is.
 *
 * @param type {@code PKCS12}, {@code PEM}, or the KeyStore type of the provider
 * @param provider the installed JCA provider that opens it and does the operations; {@value #NONE} where Signet fetches the key
 *     and an encryption service does them
 * @param location an absolute path; {@value #NONE} for a provider that needs none
 */
public record Facility(String type, String provider, String location) {
    /** Stands for a provider, or a location, that there is none of. */
    public static final String NONE = "-";

    /** userfile.md, Grammar: the words of a place are encoded like aliases. */
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~-";

    /** @throws KeyAccessException REFUSED for an empty word, or a facility that nothing opens */
    public Facility {
        Objects.requireNonNull(type);
        Objects.requireNonNull(provider);
        Objects.requireNonNull(location);
        if (type.isEmpty() || provider.isEmpty() || location.isEmpty()) {
            throw new KeyAccessException(
                    Reason.REFUSED, "a storage facility has a type, a provider or -, and a location or -");
        }
        if (provider.equals(NONE) && location.equals(NONE)) {
            throw new KeyAccessException(
                    Reason.REFUSED, "a storage facility is a file, or what a provider opens: name one of them");
        }
    }

    /** One that Signet opens itself. */
    public static Facility file(String type, String path) {
        return new Facility(type, NONE, path);
    }

    /** By its token id. @throws KeyAccessException DATA if it is none */
    public static Facility of(String token) {
        String[] words = token.split(" ", -1);
        if (words.length != 3) {
            throw new KeyAccessException(
                    Reason.DATA, "a storage facility is named by three words, not " + words.length);
        }
        return new Facility(decoded(words[0]), decoded(words[1]), decoded(words[2]));
    }

    private static String decoded(String word) {
        return Percent.decode(word, PLAIN)
                .orElseThrow(() ->
                        new KeyAccessException(Reason.DATA, "a word of a storage facility's name is badly encoded"));
    }

    /** Its token id: the three words, each percent-encoded. */
    public String token() {
        return Percent.encode(type, PLAIN) + " " + Percent.encode(provider, PLAIN) + " "
                + Percent.encode(location, PLAIN);
    }

    /** The provider that opens it and works with its keys, if it is not Signet. */
    public Optional<String> service() {
        return Optional.of(provider).filter(p -> !p.equals(NONE));
    }

    /** Its file, if it is one. */
    public Optional<String> path() {
        return Optional.of(location).filter(l -> !l.equals(NONE));
    }

    /** For people. */
    @Override
    public String toString() {
        return type
                + service().map(p -> " of " + p).orElse("")
                + path().map(p -> " " + p).orElse("");
    }
}
