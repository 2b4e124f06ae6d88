package org.signet.testkit.apps.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Page;

/** Spring Boot's bundle of a keystore stub serves other makers' clients. */
class SpringBootIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(
            value = "Spring Boot 4.0.7",
            does = "TLS server by an SSL bundle",
            page = "spring-boot",
            operations = Peers.HANDSHAKES)
    void aBundleServes(Case tried) throws Exception {
        int port = Serving.port();
        String properties = Page.read("docs/spring-boot.md")
                .tagged("properties application")
                .get(0)
                .text()
                .replace("8443", String.valueOf(port))
                .replace("/opt/signet/stub.keystore", tried.stub().toString())
                .replace("alias=web", "alias=" + tried.alias());
        Path file = Files.writeString(folder.resolve("application.properties"), properties);
        Serving.start("spring-boot", port, "--spring.config.location=" + file.toUri());
        Peers.visit(port, tried);
    }
}
