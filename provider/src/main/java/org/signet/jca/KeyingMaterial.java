package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;

/**
 * What both parties know besides the secret, as Bouncy Castle's CMS hands it over. The class is the application's Bouncy Castle's,
 * which is not the one inside our jar: so it is known by its name and its getter.
 */
final class KeyingMaterial {
    private static final String SPEC = "UserKeyingMaterialSpec";

    private KeyingMaterial() {}

    /** @return empty where there is none */
    static byte[] of(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
        if (params == null) {
            return new byte[0];
        }
        if (!params.getClass().getSimpleName().equals(SPEC)) {
            throw new InvalidAlgorithmParameterException(
                    "need a " + SPEC + " or nothing, not " + params.getClass().getName());
        }
        try {
            Object material =
                    params.getClass().getMethod("getUserKeyingMaterial").invoke(params);
            return material instanceof byte[] bytes ? bytes.clone() : new byte[0];
        } catch (ReflectiveOperationException e) {
            throw new InvalidAlgorithmParameterException(
                    params.getClass().getName() + " does not tell its material", e);
        }
    }
}
