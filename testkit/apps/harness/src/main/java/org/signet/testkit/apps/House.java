package org.signet.testkit.apps;

import java.io.IOException;
import java.nio.file.Path;
import org.signet.testkit.process.Desk;

/**
 * The household that {@code HouseIT} furnished: a CA, Alice with an RSA-2048 and a P-256 key on her card, Bob with the same in the
 * user information file, the secrets of both in files named by the configuration.
 */
public final class House {
    /** How Signet calls Alice's card. */
    public static final String TOKEN = "piv:305419896";
    /** The same number, as the emulated card is given it. */
    static final String SERIAL = "12345678";

    public static final String CHANGEIT = "changeit";

    private static final Path FOLDER = Path.of(System.getProperty("apps.house"));

    private House() {}

    public static Path at(String name) {
        return FOLDER.resolve(name);
    }

    /** The configuration of every program here. */
    public static Path configuration() {
        return at("config/signet/signet.properties");
    }

    /** The CA's certificate, PEM. */
    public static Path authority() {
        return at("ca.pem");
    }

    /** An overlay of java.security that lists Signet before all other providers. */
    static Path first() {
        return at("first.security");
    }

    /** Where processes work that are to find Signet's configuration by themselves; {@code signet.jar} lies there. */
    public static Desk desk() throws IOException {
        return new Desk(FOLDER);
    }

    /** The CA with its key, PKCS#12. Its password is {@value #CHANGEIT}, its alias {@code ca}. */
    public static Path authorityKeys() {
        return at("ca.p12");
    }

    /** A trust store with that CA in it, PKCS#12. Its password is {@value #CHANGEIT}. */
    public static Path trust() {
        return at("trust.p12");
    }

    /**
     * The software keys that Bob's were imported from, PKCS#12, for programs that have nothing to do with Signet: the aliases {@code rsa}
     * and {@code ec}, each with its chain. Its password is {@value #CHANGEIT}.
     */
    public static Path foreign() {
        return at("bob.p12");
    }
}
