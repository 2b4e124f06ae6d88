package org.signet.cli;

import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.NamedParameterSpec;
import org.signet.crypto.SoftwareKeys;

/** How things are shown to a person. */
final class Text {
    private static final int LONGEST = 200;

    private Text() {}

    /** What a card or reader says of itself, without what a terminal would obey: controls and direction marks become {@code ?}. */
    static String shown(String foreign) {
        StringBuilder shown = new StringBuilder();
        foreign.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '?'));
        return shown.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
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
