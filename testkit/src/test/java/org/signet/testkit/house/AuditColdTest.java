package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the audit trail costs a program that nobody audits, and a runtime that has no Flight Recorder. */
class AuditColdTest {
    @TempDir
    private Path home;

    private List<String> works(String... options) throws Exception {
        List<String> all = new ArrayList<>(List.of("-Dsignet.card.readers=Emulated:SignetTestkit"));
        all.addAll(List.of(options));
        List<String> said = ChildJvm.start(home, all, FreshMachine.class, World.PIN)
                .ends(0)
                .lines()
                .toList();
        assertEquals(5, said.size(), said.toString());
        return said;
    }

    private boolean isLoaded(String name) throws IOException {
        return Files.readString(home.resolve("classes")).contains("] " + name + " source:");
    }

    @Test
    void withoutARecordingNoEventClassIsLoaded() throws Exception {
        works("-Xlog:class+load:file=" + home.resolve("classes"));
        assertTrue(isLoaded("org.signet.manager.audit.Attempt"));
        assertTrue(isLoaded("jdk.jfr.FlightRecorder"));
        for (String name : List.of("jdk.jfr.Event", "org.signet.manager.audit.AuditEvent")) {
            assertFalse(isLoaded(name), name);
        }
    }

    @Test
    void aRuntimeWithoutFlightRecorderWorks() throws Exception {
        works(
                "--limit-modules",
                "java.base,java.logging,java.smartcardio,jdk.crypto.ec",
                "-Xlog:class+load:file=" + home.resolve("classes"));
        assertFalse(isLoaded("jdk.jfr.FlightRecorder"));
    }
}
