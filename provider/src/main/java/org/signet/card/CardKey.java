package org.signet.card;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.signet.key.KeyOrigin;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;

/**
 * What a card says of one of its keys.
 *
 * @param reference for instance {@code 9a}
 * @param chain its own certificate first; possibly empty
 * @param pin when it wants the PIN
 * @param created the begin of the certificate's validity, to the second; the epoch where there is none
 * @param origin where the card says it was made, if it was asked
 * @param touch when it wants a touch, if the card was asked
 */
public record CardKey(
        String reference,
        PublicKey publicKey,
        List<X509Certificate> chain,
        Set<Primitive> can,
        PinPolicy pin,
        Instant created,
        KeyOrigin origin,
        TouchPolicy touch) {
    public CardKey {
        Objects.requireNonNull(reference);
        Objects.requireNonNull(publicKey);
        Objects.requireNonNull(pin);
        Objects.requireNonNull(created);
        Objects.requireNonNull(origin);
        Objects.requireNonNull(touch);
        chain = List.copyOf(chain);
        can = Set.copyOf(can);
    }

    /** Of a card that does not tell where it was made, nor whether it wants a touch. */
    public CardKey(
            String reference,
            PublicKey publicKey,
            List<X509Certificate> chain,
            Set<Primitive> can,
            PinPolicy pin,
            Instant created) {
        this(reference, publicKey, chain, can, pin, created, KeyOrigin.UNKNOWN, TouchPolicy.NEVER);
    }

    CardKey withOrigin(KeyOrigin known) {
        return new CardKey(reference, publicKey, chain, can, pin, created, known, touch);
    }
}
