package org.signet.testkit.apps.servers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** Jetty serves other makers' clients with a key that it never sees. */
class JettyIT {
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Jetty 12.1.14", does = "TLS server", page = "jetty", operations = Peers.HANDSHAKES)
    void itServes(Case tried) throws Exception {
        int port = Serving.port();
        Serving.start(Listing.of("jetty", tried), port, Stubs.only(tried), port);
        Peers.visit(port, tried);
    }
}
