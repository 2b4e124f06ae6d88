package org.signet.testkit.apps.servers;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.conscrypt.Conscrypt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Checkout;

/** Conscrypt, first among the providers of a process, does the TLS and has Signet, the last, sign. */
class ConscryptIT {
    // The process logs in by itself, which is one challenge more.
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Conscrypt 2.5.2", does = "TLS server", page = "conscrypt", operations = Peers.HANDSHAKES + 1)
    void itServesAsTheFirstProvider(Case tried) throws Exception {
        int port = Serving.port();
        List<String> command = new ArrayList<>(List.of(Checkout.tool("java"), "-XX:TieredStopAtLevel=1"));
        command.add("-Djava.security.properties=" + tried.overlay());
        command.addAll(Listing.of("conscrypt").words(House.at("signet.jar") + File.pathSeparator + conscrypt()));
        command.addAll(List.of(Stubs.only(tried).toString(), String.valueOf(port)));
        try (RunningProcess server = RunningProcess.start(House.desk().builder(command))) {
            server.awaitPort(port);
            Peers.visit(port, tried);
        }
    }

    private static Path conscrypt() throws Exception {
        return Path.of(Conscrypt.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }
}
