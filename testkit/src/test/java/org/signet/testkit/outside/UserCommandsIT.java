package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Ran;

/** An administrator's day with the packed jar, each command a process. */
class UserCommandsIT {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void aDeskWithSecrets() throws IOException {
        desk = new Desk(folder);
        secret("admins", "the administrator's own words");
        secret("bobs", "correct horse battery");
        secret("new", "battery staple horse");
    }

    @Test
    void anAdministratorEnrolsAUserWhoChangesHisPassphraseIsBackedUpRemovedAndRestored() throws IOException {
        String pin = signet("userfile", "init", "--admin", "root", "--admin-pin-file", "admins")
                .succeeds()
                .lines()
                .filter(line -> line.startsWith("userfile.admin="))
                .findFirst()
                .orElseThrow();
        Files.createDirectories(desk.at("config/signet"));
        desk.write("config/signet/signet.properties", pin);

        String refused = signet("user", "add", "bob", "--custody", "file", "--passphrase-file", "bobs")
                .ends(1);
        assertTrue(refused.contains("the passphrase of root is needed"), refused);
        signet(
                        "user",
                        "add",
                        "bob",
                        "--custody",
                        "file",
                        "--group",
                        "staff",
                        "--passphrase-file",
                        "bobs",
                        "--admin-pin-file",
                        "admins")
                .succeeds();
        String shown = signet("user", "show", "bob").succeeds();
        assertTrue(shown.contains("signed by the administrator") && shown.contains("group-staff"), shown);

        signet("userfile", "backup", "copy").succeeds();
        signet("user", "passwd", "bob", "--passphrase-file", "bobs", "--new-passphrase-file", "new")
                .succeeds();
        String wrong = signet("user", "passwd", "bob", "--passphrase-file", "bobs", "--new-passphrase-file", "new")
                .ends(1);
        assertTrue(wrong.contains("wrong passphrase"), wrong);
        String lost = signet("userfile", "restore", "copy").ends(1);
        assertTrue(lost.contains("LOST") && lost.contains("nothing was done"), lost);

        signet("user", "remove", "bob").ends(1);
        assertTrue(Files.exists(desk.users().resolve("bob.user")));
        signet("user", "remove", "bob", "--yes").succeeds();
        assertFalse(Files.exists(desk.users().resolve("bob.user")));
        String nobody = signet("userfile", "restore", "copy", "--user", "bod").ends(1);
        assertTrue(nobody.contains("no user bod in the backup"), nobody);
        signet("userfile", "restore", "copy").succeeds();
        assertTrue(signet("user", "list").succeeds().lines().anyMatch(line -> line.startsWith("bob ")));

        Path file = desk.users().resolve("bob.user");
        Files.writeString(file, Files.readString(file).replace("group-staff", "group-chief"));
        String trouble = signet("userfile", "check").ends(3);
        assertTrue(trouble.contains("bob.user") && trouble.contains("1 in trouble"), trouble);

        String damaged = Files.readString(file);
        String stays = signet("user", "remove", "bob", "--yes").ends(3);
        assertTrue(stays.contains("bob.user") && stays.contains("user remove --damaged"), stays);
        assertEquals(damaged, Files.readString(file));
        String kept = signet("user", "remove", "bob", "--damaged").succeeds();
        Path aside = desk.users().resolveSibling("damaged").resolve("bob.user");
        assertTrue(kept.contains(aside.toString()), kept);
        assertEquals(damaged, Files.readString(aside));
        assertTrue(signet("userfile", "check").succeeds().contains("1 user looked at, all is well"));
        signet("user", "remove", "root", "--damaged").ends(1);
        signet("user", "remove", "bob", "--damaged").ends(1);
    }

    @Test
    void aSecretThatOthersMayReadAndANameThatWouldBeAPathDoNoHarm() throws IOException {
        Files.setPosixFilePermissions(desk.at("bobs"), PosixFilePermissions.fromString("rw-r--r--"));
        String unsafe = signet("user", "add", "bob", "--custody", "file", "--passphrase-file", "bobs")
                .ends(3);
        assertTrue(unsafe.contains("mode 0644"), unsafe);
        signet("user", "add", "../../bob", "--custody", "file", "--passphrase-file", "new")
                .ends(1);
        signet("user", "add", "a/../../bob", "--custody", "file", "--passphrase-file", "new")
                .succeeds();
        try (var all = Files.list(desk.users())) {
            assertEquals(
                    List.of("a%2F..%2F..%2Fbob.user"),
                    all.map(f -> f.getFileName().toString()).toList());
        }
    }

    private void secret(String name, String text) throws IOException {
        Files.setPosixFilePermissions(desk.write(name, text), PosixFilePermissions.fromString("rw-------"));
    }

    private Ran signet(String... arguments) {
        List<String> all = new ArrayList<>(List.of("-jar", "signet.jar"));
        all.addAll(List.of(arguments));
        return desk.jdk("java", all);
    }
}
