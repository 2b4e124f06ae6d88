package org.signet.testkit.apps.servers;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;

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
        String properties = Settings.of("spring-boot", "properties application", tried, tried.stub())
                .replace("8443", String.valueOf(port))
                .replace("alias=web", "alias=" + tried.alias());
        Path file = Files.writeString(folder.resolve("application.properties"), properties);
        Serving.start("spring-boot", port, "--spring.config.location=" + file.toUri());
        Peers.visit(port, tried);
    }
}
