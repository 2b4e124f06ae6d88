package org.signet.testkit.apps.servers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.ssl.OpenSsl;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;

/** Netty's two engines serve other makers' clients with a key that neither of them sees. */
class NettyIT {
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Netty 4.2.18", does = "TLS server, JDK's engine", page = "netty", operations = Peers.HANDSHAKES)
    void theEngineOfTheJdkServes(Case tried) throws Exception {
        serve("JDK", tried);
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Netty 4.2.18", does = "TLS server, BoringSSL", page = "netty", operations = Peers.HANDSHAKES)
    void boringSslHasTheJcaSignForIt(Case tried) throws Exception {
        assertTrue(OpenSsl.isAvailable(), () -> String.valueOf(OpenSsl.unavailabilityCause()));
        serve("OPENSSL", tried);
    }

    private static void serve(String engine, Case tried) throws Exception {
        int port = Serving.port();
        Serving.start("netty", port, Stubs.only(tried), tried.alias(), port, engine);
        Peers.visit(port, tried);
    }
}
