package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where nothing was ever configured: a JVM of its own, with a home of its own. */
class FreshMachineTest {
    @TempDir
    private Path home;

    private ChildJvm run(String password) throws IOException {
        return ChildJvm.start(
                home, List.of("-Dsignet.card.readers=Emulated:SignetTestkit"), FreshMachine.class, password);
    }

    private List<Path> written() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            return all.filter(p -> !p.equals(home)).toList();
        }
    }

    @Test
    void oneCardAndItsPinAreEnoughAndNothingIsWritten() throws Exception {
        String said = run(World.PIN).ends(0);
        assertEquals(
                List.of("piv-9a works", "piv-9c works", "piv-9d works", "piv-9e works", "tries left: 3"),
                said.lines().toList());
        assertEquals(List.of(), written());
    }

    @Test
    void aPassphraseBesideACardIsRefusedAndNothingIsWritten() throws Exception {
        App.assertSays(run(World.PASSPHRASE).ends(1), "wants a PIN of 6 to 8 digits", "nothing was sent");
        assertEquals(List.of(), written());
    }
}
