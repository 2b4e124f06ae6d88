package org.signet.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/** A key's name: SHA-256 of its SubjectPublicKeyInfo, as 64 lower-case hex digits. Never a file or a slot. */
public record KeyId(String hex) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{64}");

    public KeyId {
        Objects.requireNonNull(hex);
        if (!FORM.matcher(hex).matches()) {
            throw new IllegalArgumentException("a key id is 64 lower-case hex digits, not " + hex.length() + " chars");
        }
    }

    public static KeyId of(PublicKey key) {
        return ofSpki(key.getEncoded());
    }

    /** @param spki a SubjectPublicKeyInfo in DER */
    public static KeyId ofSpki(byte[] spki) {
        try {
            return new KeyId(HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(spki)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    // As a record's own: see KeyRef.
    @Override
    public boolean equals(Object other) {
        return other instanceof KeyId id && hex.equals(id.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }

    /** The 32 bytes. */
    public byte[] bytes() {
        return HexFormat.of().parseHex(hex);
    }

    @Override
    public String toString() {
        return hex.substring(0, 16) + "…";
    }
}
