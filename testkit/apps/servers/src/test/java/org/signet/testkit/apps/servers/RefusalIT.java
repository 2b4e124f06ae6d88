package org.signet.testkit.apps.servers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.apps.AliceCard;
import org.signet.testkit.apps.Case;
import org.signet.testkit.process.Pcscd;

/** What is wrong in Spring Boot's configuration of a card key is a sentence in what Spring Boot shows. */
class RefusalIT {
    private static final String PASSWORD = "\nspring.ssl.bundle.jks.web.keystore.password=";

    @TempDir
    private Path folder;

    @BeforeEach
    void theCardIsIn() throws IOException {
        Pcscd.require(RefusalIT.class);
        AliceCard.insert();
    }

    @AfterEach
    void theCardIsOut() {
        AliceCard.remove();
    }

    @Test
    void aWrongPinCostsOneTryAndIsCalledSo() throws Exception {
        refused(Case.CARD_RSA.stub(), PASSWORD + "000000", "wrong PIN, 2 tries left");
        int port = start(Case.CARD_RSA.stub(), PASSWORD + Case.CARD_RSA.secret());
        Peers.openssl(port, Case.CARD_RSA);
    }

    @Test
    void theUsualDefaultPasswordIsTakenForNoPin() throws Exception {
        long pins = AliceCard.pins();
        refused(Case.CARD_RSA.stub(), PASSWORD + "changeit", "usual default password and no PIN");
        assertTrue(pins == AliceCard.pins(), "no PIN was sent");
    }

    @Test
    void aStubOfAnUnknownUserSaysWhoIsMissing() throws Exception {
        Path stub = Files.writeString(folder.resolve("keystore"), "signet-keystore: 1\nuser: mallory\n");
        refused(stub, "", "no user mallory is enrolled");
    }

    @Test
    void anAliasThatIsNobodysIsNamed() {
        refused(
                Case.CARD_RSA.stub(),
                "\nspring.ssl.bundle.jks.web.key.alias=nobody",
                "Alias name [nobody] does not identify a key entry");
    }

    private void refused(Path stub, String more, String sentence) {
        Shown.reason(() -> start(stub, more), sentence);
    }

    private int start(Path stub, String more) throws Exception {
        int port = Serving.port();
        String settings = Settings.of("spring-boot", "properties application", Case.CARD_RSA, stub)
                .replace("8443", String.valueOf(port))
                .replace("alias=web", "alias=" + Case.CARD_RSA.alias());
        Path file = Files.writeString(folder.resolve("application.properties"), settings + more + "\n");
        Serving.start("spring-boot", port, "--spring.config.location=" + file.toUri());
        return port;
    }
}
