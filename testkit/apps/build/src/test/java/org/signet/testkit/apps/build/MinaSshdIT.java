package org.signet.testkit.apps.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
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
    private static final String PAGE = "docs/mina-sshd.md";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Apache MINA SSHD 2.20.0", does = "SSH login", page = "mina-sshd")
    void opensshLetsTheClientIn(Case tried) throws Exception {
        itsProperties();
        String authorized = authorized(tried);
        Path mark = folder.resolve("mark");
        try (Sshd sshd = Sshd.start(folder, authorized)) {
            Listing.of("mina-sshd")
                    .run(
                            tried.stub(),
                            tried.alias(),
                            sshd.address(),
                            sshd.knownHosts(),
                            "touch " + mark + "; echo done");
            String log = sshd.log();
            assertTrue(log.contains("Accepted publickey for " + System.getProperty("user.name")), log);
            assertTrue(log.contains(fingerprint()), log);
        }
        assertEquals(0, Files.size(mark));
    }

    /** Bouncy Castle is on the class path here. */
    private static void itsProperties() throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(
                Page.read(PAGE).tagged("properties system").get(0).text()));
        System.getProperties().putAll(properties);
    }

    private static String authorized(Case tried) throws Exception {
        String line = Page.read(PAGE)
                .tagged("sh")
                .get(0)
                .text()
                .replace("me.pem", tried.chainFile().toString());
        return House.desk().bash("set -o pipefail; " + line).succeeds();
    }

    private String fingerprint() {
        return Ran.of(new ProcessBuilder("ssh-keygen", "-l", "-f", folder + "/authorized_keys"))
                .succeeds()
                .split(" ", -1)[1];
    }
}
