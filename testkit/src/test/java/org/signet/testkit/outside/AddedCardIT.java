package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;

/** A card that Signet does not know, added by one package and one services line beside an unchanged {@code signet.jar}. */
class AddedCardIT {
    @TempDir
    private Path folder;

    @Test
    void aDriverBesideTheJarBringsItsCard() throws Exception {
        Desk desk = new Desk(folder);
        desk.write("overlay", "security.provider." + Checkout.nextProvider() + "=Signet");
        desk.write("signet.properties", "card.readers=Emulated:SignetTestkit");
        String classes = InstallIT.classes();
        String path = String.join(
                ":",
                "signet.jar",
                classes,
                classes + "/toy",
                Checkout.ROOT.resolve("testkit/target/classes").toString());
        String said = desk.jdk(
                        "java",
                        List.of(
                                "-Djava.security.properties=overlay",
                                "-Dsignet.config=signet.properties",
                                "-cp",
                                path,
                                "org.signet.testkit.toy.ToyProgram",
                                "111111",
                                "246813"))
                .succeeds();
        assertEquals(
                List.of("wrong PIN refused, tries 2", "aliases [toy-1], tries 3", "signed by Signet, verified true"),
                said.lines().toList());
    }
}
