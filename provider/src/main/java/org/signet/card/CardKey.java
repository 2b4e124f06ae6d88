package org.signet.card;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;

/**
 * What a card says of one of its keys.
 *
 * @param reference for instance {@code 9a}
 * @param chain its own certificate first; possibly empty
 * @param pin when it wants the PIN
 * @param created the begin of the certificate's validity, to the second; the epoch where there is none
 */
public record CardKey(
        String reference,
        PublicKey publicKey,
        List<X509Certificate> chain,
        Set<Primitive> can,
        PinPolicy pin,
        Instant created) {
    public CardKey {
        Objects.requireNonNull(reference);
        Objects.requireNonNull(publicKey);
        Objects.requireNonNull(pin);
        Objects.requireNonNull(created);
        chain = List.copyOf(chain);
        can = Set.copyOf(can);
    }
}
