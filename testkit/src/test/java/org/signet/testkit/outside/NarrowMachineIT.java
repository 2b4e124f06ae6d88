package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;

/**
 * The packaged jar as root, where nothing under the temporary directory can be executed, or it cannot be written, and the home
 * cannot be written either: it works all the same and leaves nothing.
 */
class NarrowMachineIT {
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    private Path folder;

    private Desk desk;
    private KeyTools tools;

    @BeforeAll
    static void needNamespaces() {
        Namespace.require(NarrowMachineIT.class);
    }

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
        tools = new KeyTools(desk);
        tools.packApp();
    }

    /** Signs a copy of app.jar there. */
    private void signs(String temporary, String home, String cards, String password, String alias) throws IOException {
        String narrow = "mkdir /mnt/work; cp app.jar /mnt/work; unset XDG_DATA_HOME XDG_CONFIG_HOME;"
                + " mount -t tmpfs none /root; " + home + "; mount -o remount,ro /root; cd /mnt/work;"
                + " mount -t tmpfs -o " + temporary + " none /tmp;\n";
        String sign =
                "jarsigner -J-XX:TieredStopAtLevel=1 -J-XX:-UsePerfData -storetype Signet -keystore NONE -storepass '"
                        + password + "'" + " -providerClass org.signet.SignetProvider -J-cp -J/mnt/signet.jar app.jar "
                        + alias + ";\n";
        String left =
                "jarsigner -J-XX:TieredStopAtLevel=1 -J-XX:-UsePerfData -verify app.jar; echo left in /tmp: $(find /tmp -mindepth 1).";
        String said = Namespace.run(desk, narrow + cards + sign + left).succeeds();
        assertTrue(said.contains("jar verified"), said);
        assertEquals(
                "left in /tmp: .", said.lines().reduce((first, last) -> last).orElseThrow(), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"noexec", "ro"})
    void aCardSigns(String temporary) throws IOException {
        Pcscd.require(NarrowMachineIT.class);
        Files.copy(Checkout.TESTKIT, desk.at("testkit.jar"));
        String cards =
                "ip link set lo up; pcscd_runs; java -XX:TieredStopAtLevel=1 -XX:-UsePerfData -jar /mnt/testkit.jar piv --key 9a=p256"
                        + " --vpcd 127.0.0.1:35963 >said 2>&1 & until grep -q ready said; do sleep 0.05; done;\n";
        signs(temporary, "cp testkit.jar /mnt", cards, "123456", "piv-9a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"noexec", "ro"})
    void aFileUserSigns(String temporary) throws Exception {
        tools.makePkcs12();
        tools.importKeys(PASSPHRASE).succeeds();
        signs(temporary, "mkdir -p /root/.local/share; cp -a data/signet /root/.local/share", "", PASSPHRASE, "me");
    }
}
