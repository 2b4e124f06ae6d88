package org.signet.cli;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import org.signet.key.ForeignText;

/** How things are shown to a person. */
final class Text {
    private Text() {}

    /** What a card or reader says of itself, without what a terminal would obey: controls and direction marks become {@code ?}. */
    static String shown(String foreign) {
        return ForeignText.shown(foreign);
    }

    /** {@code RSA-2048}, {@code EC-256}, or the algorithm's name. */
    static String kind(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return "RSA-" + rsa.getModulus().bitLength();
        }
        return key instanceof ECPublicKey ec
                ? "EC-" + ec.getParams().getCurve().getField().getFieldSize()
                : key.getAlgorithm();
    }
}
