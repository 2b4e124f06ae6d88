package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.nio.file.Path;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;

/** Keystore stubs that name one key, and a PKCS#12 with one, for programs that take the first key they like. */
final class Stubs {
    private Stubs() {}

    static Path only(Case tried) throws IOException {
        if (tried.isForeign()) {
            return House.at("foreign-" + tried.alias() + ".p12");
        }
        return House.desk()
                .write(
                        tried.name() + ".keystore",
                        "signet-keystore: 1",
                        "user: " + tried.user(),
                        "alias: " + tried.alias());
    }
}
