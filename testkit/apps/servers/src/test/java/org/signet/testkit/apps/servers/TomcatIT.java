package org.signet.testkit.apps.servers;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;

/** Tomcat, inside a program and as its own process, serves other makers' clients with a key that it never sees. */
class TomcatIT {
    @TempDir
    private Path base;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(
            value = "Tomcat 11.0.27",
            does = "TLS server, embedded",
            page = "tomcat-embedded",
            operations = Peers.HANDSHAKES)
    void anEmbeddedOneServes(Case tried) throws Exception {
        Peers.visit(Serving.start("tomcat-embedded", tried), tried);
    }

    // The process logs in by itself, which is one challenge more.
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Tomcat 10.1.59", does = "TLS server", page = "tomcat", operations = Peers.HANDSHAKES + 1)
    void aProcessWithAServerXmlServes(Case tried) throws Exception {
        int port = Serving.port();
        String server = Settings.of("tomcat", "xml server", tried, tried.stub())
                .replace("8443", String.valueOf(port))
                .replace("\"tomcat\"", "\"" + tried.alias() + "\"");
        try (RunningProcess tomcat = RunningProcess.start(Catalina.run(base, tried, server))) {
            tomcat.awaitPort(port);
            Peers.visit(port, tried);
        }
    }
}
