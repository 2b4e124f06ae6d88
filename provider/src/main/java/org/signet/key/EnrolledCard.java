package org.signet.key;

import java.security.PublicKey;
import java.util.Objects;

/**
 * A card that an enrolment names.
 *
 * @param token its identity, {@code piv:12345678}
 * @param reference the key that answers the login challenge, for instance {@code 9a}
 * @param publicKey that key's public half
 * @param accepted whether the sealer's card once signed it ({@code accept:}, verified by the reader of the file)
 */
public record EnrolledCard(String token, String reference, PublicKey publicKey, boolean accepted) {
    public EnrolledCard {
        Objects.requireNonNull(token);
        Objects.requireNonNull(reference);
        Objects.requireNonNull(publicKey);
    }
}
