package org.signet.cli;

import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.ForeignText;

/** How things are shown to a person. */
final class Text {
    private Text() {}

    /** What a card or reader says of itself, without what a terminal would obey: controls and direction marks become {@code ?}. */
    static String shown(String foreign) {
        return ForeignText.shown(foreign);
    }

    /** A sentence of ours that may hold what others said: one line, without what a terminal would obey. */
    static String line(String sentence) {
        return sentence.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}]", "?");
    }

    /** {@code RSA-2048}, {@code EC-256}, {@code Ed25519}, {@code ML-DSA-65}, or the algorithm's name. */
    static String kind(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA-" + rsa.getModulus().bitLength();
        }
        if (key instanceof ECPublicKey ec) {
            return "EC-" + ec.getParams().getCurve().getField().getFieldSize();
        }
        if (key instanceof DSAPublicKey dsa && dsa.getParams() != null) {
            return "DSA-" + dsa.getParams().getP().bitLength();
        }
        if (key instanceof EdECPublicKey ed) {
            return ed.getParams().getName();
        }
        if (key instanceof XECPublicKey xdh && xdh.getParams() instanceof NamedParameterSpec named) {
            return named.getName();
        }
        return key.getAlgorithm()
                + SoftwareKeys.mlDsa(key).map(number -> "-" + number).orElse("");
    }
}
