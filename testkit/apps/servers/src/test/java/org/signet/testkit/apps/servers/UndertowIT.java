package org.signet.testkit.apps.servers;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;

/** Undertow serves other makers' clients with a key that it never sees. */
class UndertowIT {
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Undertow 2.4.4", does = "TLS server", page = "undertow", operations = Peers.HANDSHAKES)
    void itServes(Case tried) throws Exception {
        int port = Serving.port();
        Serving.start("undertow", port, Stubs.only(tried), port);
        Peers.visit(port, tried);
    }
}
