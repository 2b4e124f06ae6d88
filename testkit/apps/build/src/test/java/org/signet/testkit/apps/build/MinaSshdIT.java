package org.signet.testkit.apps.build;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Page;

class MinaSshdIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Apache MINA SSHD 2.20.0", does = "SSH login", page = "mina-sshd")
    void opensshLetsTheClientIn(Case tried) throws Exception {
        itsProperties();
        SshLogin.opensshLetsIn("mina-sshd", tried, folder);
    }

    /** What it reads once in a JVM; Bouncy Castle is on the class path here. */
    static void itsProperties() throws Exception {
        String text = Page.read("docs/mina-sshd.md")
                .tagged("properties system")
                .get(0)
                .text();
        Properties properties = new Properties();
        properties.load(new StringReader(text));
        System.getProperties().putAll(properties);
    }
}
