package org.signet.testkit.apps.jsign;

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
import org.signet.testkit.process.Ran;

/** jsign: osslsigncode believes what it signs. */
class JsignIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "jsign 7.4", does = "Authenticode", page = "jsign")
    void osslsigncodeBelievesTheSignature(Case tried) throws Exception {
        Path program = Files.write(folder.resolve("program.exe"), PortableExecutable.empty());
        Listing.of("jsign").run(tried.stub(), tried.alias(), program);
        String said = verify(program).succeeds();
        assertTrue(said.contains("Number of verified signatures: 1"), said);
        assertTrue(said.contains("CN=" + tried.user()), said);
        byte[] changed = Files.readAllBytes(program);
        changed[PortableExecutable.CODE]++;
        verify(Files.write(folder.resolve("changed.exe"), changed)).fails();
    }

    private static Ran verify(Path program) {
        return Ran.of(new ProcessBuilder(
                "osslsigncode", "verify", "-CAfile", House.authority().toString(), "-in", program.toString()));
    }
}
