package org.signet.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.signet.SignetProvider;

/** {@code signet.jar} as it is handed out. */
class DropInIT {
    private static Path jar;

    @BeforeAll
    static void theProviderComesFromItsJar() throws Exception {
        jar = Path.of(SignetProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        assertTrue(Files.isRegularFile(jar), () -> jar + " is no jar: mvn verify packs it");
    }

    @Test
    void nothingForeignShowsUnderItsOwnName() throws IOException {
        Pattern foreign =
                Pattern.compile("(META-INF/versions/\\d+/)?(?!META-INF/|org/signet/|module-info\\.class).*\\.class");
        assertEquals(List.of(), entries(foreign));
    }

    @Test
    void noSignatureFileIsLeftIn() throws IOException {
        assertEquals(List.of(), entries(Pattern.compile("META-INF/[^/]*\\.(SF|RSA|DSA|EC)")));
    }

    @Test
    void theLicencesOfWhatIsInsideAreInside() throws IOException {
        Pattern licence = Pattern.compile("META-INF/(LICENSE|licenses/.+)");
        assertEquals(
                List.of("META-INF/LICENSE", "META-INF/licenses/bouncycastle.txt", "META-INF/licenses/picocli.txt"),
                entries(licence));
    }

    @Test
    void sourcesAndDocstringsHaveJarsOfTheirOwn() throws IOException {
        for (String[] more : new String[][] {
            {"signet-sources.jar", "org/signet/SignetProvider.java"},
            {"signet-javadoc.jar", "org/signet/SignetProvider.html"}
        }) {
            try (JarFile open = new JarFile(jar.resolveSibling(more[0]).toFile())) {
                assertNotNull(open.getEntry(more[1]), more[0]);
            }
        }
    }

    /** Half of it is Bouncy Castle, whose reader of OpenSSH's keys refers to every kind of key that it knows. */
    @Test
    void itStaysSmall() throws IOException {
        assertTrue(
                Files.size(jar) < 3_300_000, () -> jar + " has " + jar.toFile().length() + " bytes");
    }

    @Test
    void theModuleProvidesTheProviderAndExportsItsPackageAlone() {
        ModuleDescriptor module =
                ModuleFinder.of(jar).find("org.signet").orElseThrow().descriptor();
        assertEquals(
                List.of("java.security.Provider with [org.signet.SignetProvider]"),
                module.provides().stream()
                        .filter(p -> p.service().startsWith("java."))
                        .map(ModuleDescriptor.Provides::toString)
                        .toList());
        assertEquals(
                List.of("org.signet"),
                module.exports().stream().map(ModuleDescriptor.Exports::source).toList());
    }

    @Test
    void theModuleRequiresAllThatItsClassesReferTo() {
        StringWriter said = new StringWriter();
        PrintWriter writer = new PrintWriter(said, true);
        ToolProvider jdeps = ToolProvider.findFirst("jdeps").orElseThrow();
        String[] question = {"--multi-release", "17", "--add-modules", "jdk.jfr", "--print-module-deps", jar.toString()
        };
        int code = jdeps.run(writer, writer, question);
        assertEquals(0, code, said::toString);
    }

    @Test
    void itRunsAlone() throws Exception {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        Process version = new ProcessBuilder(java, "-jar", jar.toString(), "version")
                .redirectErrorStream(true)
                .directory(new File("/"))
                .start();
        String said = new String(version.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, version.waitFor(), said);
        assertTrue(said.startsWith("Signet "), said);
    }

    private static List<String> entries(Pattern name) throws IOException {
        try (JarFile open = new JarFile(jar.toFile())) {
            return open.stream()
                    .map(ZipEntry::getName)
                    .filter(name.asMatchPredicate())
                    .sorted()
                    .toList();
        }
    }
}
