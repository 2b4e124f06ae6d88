package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.CardProcess;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;

/** {@code signet doctor} with a card in pcscd, and that card played again from what it recorded. */
class DoctorIT {
    private static final String SELECT = "00:A4:04:00:0B:A0:00:00:03:08:00:00:10:00:01:00:00";

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeAll
    static void needPcscd() {
        Pcscd.require(DoctorIT.class);
    }

    @BeforeEach
    void sitDown() throws Exception {
        desk = new Desk(folder);
    }

    private Ran signet(String... words) {
        List<String> command = new ArrayList<>(List.of("-jar", "signet.jar"));
        command.addAll(List.of(words));
        return desk.jdk("java", command);
    }

    private String list() {
        return signet("card", "list").succeeds();
    }

    /** A fault report becomes a test: Signet lists the played card as the real one, and OpenSC selects PIV on it. */
    @Test
    void aRecordedCardIsPlayedToSignetAndToOpensc() throws Exception {
        EmulatedPivCard card = EmulatedPivCard.builder()
                .pin("73915286")
                .key("9a", "rsa2048")
                .key("9c", "p256")
                .build();
        String real;
        VirtualReader reader = VirtualReader.with(card);
        try {
            real = list();
            String said =
                    signet("doctor", "--record", "trace", "--with-certificates").succeeds();
            assertTrue(said.contains("well     card          piv:" + card.serial()), said);
            assertTrue(said.contains("commands are in trace, with"), said);
            assertTrue(said.contains("no fault found"), said);
            assertTrue(signet("doctor", "--record", "trace").ends(1).contains("trace is there already"));
            signet("doctor", "--record", "bare").succeeds();
        } finally {
            reader.close();
        }
        String subject = "CN=";
        assertTrue(real.contains(subject), real);
        assertFalse(
                Files.readString(desk.at("bare")).contains("434E"), "a name stands in a trace without certificates");
        CardProcess.duringReplay(desk, "trace", () -> {
            assertEquals(real, list());
            String answer = desk.run("opensc-tool", "-s", SELECT).succeeds();
            assertTrue(answer.contains("SW1=0x90, SW2=0x00"), answer);
        });
        CardProcess.duringReplay(desk, "bare", () -> {
            String said = list();
            assertTrue(said.contains("piv:" + card.serial()) && !said.contains(subject), said);
        });
    }

    /** Several at once, each with its cure; a wrong configuration by itself, and the cards all the same. */
    @Test
    void everyFaultIsNamedWithItsCure() throws Exception {
        EmulatedPivCard card =
                EmulatedPivCard.builder().pin("73915286").key("9a", "p256").build();
        Path users = Files.createDirectories(desk.users());
        for (Path mine : List.of(users, users.getParent())) {
            Files.setPosixFilePermissions(mine, PosixFilePermissions.fromString("rwx------"));
        }
        Path stray = Files.writeString(users.resolve("notes.user"), "signet\n");
        Files.setPosixFilePermissions(stray, PosixFilePermissions.fromString("rw-------"));
        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().plus(Duration.ofDays(2))));
        Files.setPosixFilePermissions(desk.write("pin", "73915286"), PosixFilePermissions.fromString("rw-r--r--"));
        VirtualReader reader = VirtualReader.with(card);
        try {
            for (int i = 0; i < 3; i++) {
                desk.run("opensc-tool", "-s", SELECT, "-s", "00:20:00:80:08:30:30:30:30:30:30:FF:FF")
                        .succeeds();
            }
            String said = desk.jdk(
                            "java", List.of("-Dsignet.pin.file=" + desk.at("pin"), "-jar", "signet.jar", "doctor"))
                    .ends(3);
            for (String fault : List.of(
                    "its PIN is blocked\n +cure: unblock the PIN with the PUK",
                    "notes.user, line 1: .*\n +cure: put the file back from a backup",
                    "pin has mode 0?644: others have rights .*\n +cure: correct it: folders 0700",
                    "notes.user was written at .*\n +cure: set the clock")) {
                assertTrue(said.matches("(?s).*\nfault [^\n]*" + fault.replace(".*", "[^\n]*") + ".*"), fault + said);
            }
            assertTrue(said.endsWith("4 faults\n"), said);
            String wrong = desk.jdk("java", List.of("-Dsignet.usre=bob", "-jar", "signet.jar", "doctor", "--json"))
                    .ends(3);
            assertTrue(wrong.startsWith("{\"faults\":2,\"findings\":[{\"check\":\"jdk\",\"level\":\"well\""), wrong);
            assertTrue(wrong.contains("unknown key usre") && wrong.contains("its PIN is blocked"), wrong);
        } finally {
            reader.close();
        }
    }
}
