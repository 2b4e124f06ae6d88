package org.signet;

import java.io.File;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/** The terminal that a person sits at. */
public final class Terminal {
    private Terminal() {}

    /** Its device, for instance {@code /dev/pts/3}; empty for a program without one. */
    public static Optional<String> name() {
        return Stream.of(variable("GPG_TTY"), variable("SSH_TTY"), device("/proc/self/fd/0"), device("/proc/self/fd/2"))
                .filter(name ->
                        name.startsWith("/dev/tty") || name.startsWith("/dev/pts/") || name.startsWith("/dev/cons"))
                .findFirst();
    }

    private static String device(String link) {
        try {
            return new File(link).getCanonicalPath();
        } catch (IOException e) {
            return "";
        }
    }

    static String variable(String name) {
        return Optional.ofNullable(System.getenv(name)).orElse("");
    }
}
