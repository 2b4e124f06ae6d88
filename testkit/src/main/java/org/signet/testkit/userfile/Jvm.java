package org.signet.testkit.userfile;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.signet.SignetProvider;
import org.signet.userfile.UserFileOptions;
import org.signet.userfile.UserFiles;
import picocli.CommandLine;

/** Programs in JVMs of their own, with this one's classes. */
final class Jvm {
    /** Argon2id takes 64 MiB, and at most half of the heap. */
    private static final List<String> OPTIONS =
            List.of("-Xmx160m", "-Xshare:auto", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    private Jvm() {}

    /** Wherever the build or the jar has them. */
    static List<URL> classPath() {
        return Stream.of(
                        Jvm.class,
                        SignetProvider.class,
                        Argon2BytesGenerator.class,
                        X509CertificateHolder.class,
                        CommandLine.class)
                .map(type -> type.getProtectionDomain().getCodeSource().getLocation())
                .distinct()
                .toList();
    }

    /**
     * Signet, with no card in any reader.
     *
     * @param user empty for the operating-system user
     */
    static Provider signet(Path folder, String user) {
        String named = user.isEmpty() ? "" : ";user=" + user;
        return new SignetProvider().configure("--userfile=" + folder + ";card.readers=Emulated:None" + named);
    }

    /** As a process that starts now sees it. */
    static UserFiles open(Path folder) {
        return new UserFiles(folder, new UserFileOptions(Optional.empty(), Clock.systemUTC()));
    }

    /**
     * A writer that has started.
     *
     * @param ledger where what it says is written
     */
    static Process writer(Work work, Path ledger, Path errors) throws IOException {
        return start(Writer.class.getName(), work.words(), ledger, errors);
    }

    static Process start(String program, List<String> words, Path output, Path errors) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        command.add("-cp");
        command.add(classPath().stream().map(URL::getPath).collect(Collectors.joining(File.pathSeparator)));
        command.add(program);
        command.addAll(words);
        return new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(errors.toFile())
                .start();
    }
}
