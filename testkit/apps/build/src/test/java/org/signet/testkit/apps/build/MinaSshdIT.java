package org.signet.testkit.apps.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Page;
import org.signet.testkit.process.Ran;

/** OpenSSH's server lets the client in, and names the key that it came with. */
class MinaSshdIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Apache MINA SSHD 2.20.0", does = "SSH login", page = "mina-sshd")
    void opensshLetsTheClientIn(Case tried) throws Exception {
        String authorized = authorized(tried);
        Path mark = folder.resolve("mark");
        try (Sshd sshd = Sshd.start(folder, authorized)) {
            Listing.of("mina-sshd")
                    .run(tried.stub(), tried.alias(), sshd.address(), sshd.knownHosts(), "touch " + mark + "; echo done");
            String log = sshd.log();
            assertTrue(log.contains("Accepted publickey for " + System.getProperty("user.name")), log);
            assertTrue(log.contains(fingerprint()), log);
        }
        assertEquals(0, Files.size(mark));
    }

    private static String authorized(Case tried) throws Exception {
        String line = Page.read("docs/mina-sshd.md").tagged("sh").get(0).text().replace(
                "me.pem", tried.chainFile().toString());
        return House.desk().bash("set -o pipefail; " + line).succeeds();
    }

    private String fingerprint() {
        return Ran.of(new ProcessBuilder("ssh-keygen", "-l", "-f", folder + "/authorized_keys"))
                .succeeds()
                .split(" ", -1)[1];
    }
}
