package org.signet.testkit.apps.jdk;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;

/** jarsigner as docs/jarsigner.md has it, with a time-stamping authority of Bouncy Castle's; a JVM without Signet verifies. */
class JarsignerIT {
    @TempDir
    private Path folder;

    /** A login and a signature. */
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "jarsigner", does = "sign, with a timestamp", page = "jarsigner", operations = 2)
    void aJarIsSignedAndStamped(Case tried) throws Exception {
        ToolPage page = new ToolPage("jarsigner", folder, tried);
        page.bash("echo hello > hello; jar --create --file app.jar hello");
        try (Tsa tsa = new Tsa()) {
            String said = page.type("sh", "mykey", tried.alias(), "http://127.0.0.1:3180/", tsa.url());
            JsseIT.says(said, "jar signed", "jar verified", "CN=" + tried.user(), "Timestamped by \"CN=tsa");
        }
    }
}
