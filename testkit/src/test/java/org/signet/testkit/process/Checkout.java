package org.signet.testkit.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a checkout holds once it is built, and the JDK that runs the tests. */
public final class Checkout {
    public static final Path ROOT = root();
    public static final Path SIGNET = ROOT.resolve("provider/target/signet.jar");
    public static final Path TESTKIT = ROOT.resolve("testkit/target/signet-testkit.jar");
    public static final Path JDK = Path.of(System.getProperty("java.home"));

    private Checkout() {}

    /** A command of that JDK. */
    public static String tool(String name) {
        return JDK.resolve("bin").resolve(name).toString();
    }

    /** The number that an overlay of java.security gives the next provider. */
    public static long nextProvider() throws IOException {
        return providers(JDK.resolve("conf/security/java.security")) + 1;
    }

    /** How many providers a java.security lists. */
    public static long providers(Path security) throws IOException {
        Pattern entry = Pattern.compile("security\\.provider\\.\\d+=.*");
        try (Stream<String> lines = Files.lines(security)) {
            return lines.filter(entry.asMatchPredicate()).count();
        }
    }

    private static Path root() {
        return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
                .filter(folder -> Files.isRegularFile(folder.resolve("signet")))
                .findFirst()
                .orElseThrow();
    }
}
