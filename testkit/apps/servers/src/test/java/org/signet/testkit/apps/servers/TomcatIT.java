package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
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
        layOut(tried, port);
        ProcessBuilder catalina = House.desk().builder(List.of("bash", home() + "/bin/catalina.sh", "run"));
        catalina.environment().put("CATALINA_BASE", base.toString());
        try (RunningProcess tomcat = RunningProcess.start(catalina)) {
            tomcat.awaitPort(port);
            Peers.visit(port, tried);
        }
    }

    private void layOut(Case tried, int port) throws IOException {
        for (String folder : List.of("bin", "conf", "temp", "webapps/ROOT")) {
            Files.createDirectories(base.resolve(folder));
        }
        Files.copy(home().resolve("conf/web.xml"), base.resolve("conf/web.xml"));
        Files.writeString(base.resolve("webapps/ROOT/index.html"), Peers.ANSWER);
        String server = Settings.of("tomcat", "xml server", tried, tried.stub());
        Files.writeString(
                base.resolve("conf/server.xml"),
                server.replace("8443", String.valueOf(port)).replace("\"tomcat\"", "\"" + tried.alias() + "\""));
        Files.writeString(base.resolve("bin/setenv.sh"), Settings.of("tomcat", "sh setenv", tried, tried.stub()));
    }

    private static Path home() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("target").toAbsolutePath())) {
            return found.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith("apache-tomcat-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
