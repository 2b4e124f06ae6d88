package org.signet.userfile;

import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/** How a test starts a JVM, or a class loader, of its own with the code under test. */
final class ChildJvm {
    static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    private ChildJvm() {}

    static List<URL> urls() {
        List<URL> urls = new ArrayList<>();
        for (Class<?> type : List.of(ChildJvm.class, UserFiles.class, Argon2BytesGenerator.class)) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            urls.add(source.getLocation());
        }
        return urls;
    }

    static String classPath() {
        return urls().stream().map(URL::getPath).collect(Collectors.joining(":"));
    }

    static ProcessBuilder of(Class<?> main, String... args) {
        List<String> command =
                new ArrayList<>(List.of(JAVA, "-Xmx128m", "-XX:TieredStopAtLevel=1", "-cp", classPath()));
        command.add(main.getName());
        command.addAll(List.of(args));
        return new ProcessBuilder(command);
    }
}
