package org.signet.testkit.apps.build;

import java.nio.file.Path;
import java.security.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;

class SshjIT {
    @TempDir
    private Path folder;

    @AfterEach
    void bouncyCastleIsForgotten() {
        Security.removeProvider("BC");
    }

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "sshj 0.40.0", does = "SSH login, with two lines more", page = "sshj")
    void opensshLetsTheClientIn(Case tried) throws Exception {
        SshLogin.opensshLetsIn("sshj", tried, folder);
    }
}
