package org.signet.testkit.apps.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.process.Page;
import org.signet.testkit.process.Ran;

/** A page's SSH client at OpenSSH's server. */
final class SshLogin {
    private SshLogin() {}

    /** The server names the key that it came with, and did what it asked for. */
    static void opensshLetsIn(String page, Case tried, Path folder) throws Exception {
        Path mark = folder.resolve("mark");
        try (Sshd sshd = Sshd.start(folder, authorized(tried))) {
            Listing.of(page)
                    .run(
                            tried.stub(),
                            tried.alias(),
                            sshd.address(),
                            sshd.knownHosts(),
                            "touch " + mark + "; echo done");
            String log = sshd.log();
            assertTrue(log.contains("Accepted publickey for " + System.getProperty("user.name")), log);
            assertTrue(log.contains(fingerprint(folder)), log);
        }
        assertEquals(0, Files.size(mark));
    }

    /** The line of authorized_keys, made as the page of MINA has it. */
    static String authorized(Case tried) throws Exception {
        String line = Page.read("docs/mina-sshd.md").tagged("sh").get(0).text();
        return House.desk()
                .bash("set -o pipefail; "
                        + line.replace("me.pem", tried.chainFile().toString()))
                .succeeds();
    }

    private static String fingerprint(Path folder) {
        return Ran.of(new ProcessBuilder("ssh-keygen", "-l", "-f", folder + "/authorized_keys"))
                .succeeds()
                .split(" ", -1)[1];
    }
}
