package org.signet.crypto;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Set;
import org.signet.key.Primitive;

/** What a software key can do, by its public half. */
public final class SoftwareAbilities {
    private SoftwareAbilities() {}

    public static Set<Primitive> of(PublicKey key) {
        if (key instanceof RSAPublicKey) {
            return Set.of(Primitive.RSA_RAW);
        }
        return key instanceof ECPublicKey ? Set.of(Primitive.ECDSA, Primitive.ECDH) : Set.of();
    }
}
