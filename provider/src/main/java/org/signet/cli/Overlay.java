package org.signet.cli;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** An overlay of {@code java.security} that installs Signet and says nothing else. */
record Overlay(File file) {
    private static final String PREFERRED = "Signature.RSASSA-PSS:Signet";
    private static final String MARK = "# Written by signet install";
    private static final String OURS = "#.*|\\s*|security\\.provider\\.[0-9]+=Signet"
            + "|jdk\\.security\\.provider\\.preferred=(.*, )?" + PREFERRED;

    /**
     * What it says.
     *
     * @param seen what the JDK makes of its configuration without it
     * @param preferred whether RSASSA-PSS is asked of Signet first
     */
    static String text(Registration seen, boolean preferred) {
        String first = seen.preferred().map(p -> p + ", ").orElse("") + PREFERRED;
        return MARK + " for JDK " + seen.java() + " in " + seen.home() + "\n"
                + "security.provider." + seen.next() + "=Signet\n"
                + (preferred ? "jdk.security.provider.preferred=" + first + "\n" : "");
    }

    /** Replaces one of ours. @throws KeyAccessException REFUSED for a file that says anything else */
    void write(String text) {
        requireOurs("add these lines to it: "
                + String.join(
                        "; ", text.lines().filter(line -> !line.startsWith("#")).toList())
                + "; or name another file (--out FILE)");
        File folder = file.getAbsoluteFile().getParentFile();
        File fresh = new File(folder, file.getName() + ".new");
        try {
            if (!folder.isDirectory() && !folder.mkdirs()) {
                throw new IOException("the folder cannot be made");
            }
            try (OutputStream out = new FileOutputStream(fresh)) {
                out.write(text.getBytes(StandardCharsets.ISO_8859_1)); // as the JDK reads it
            }
            if (!fresh.renameTo(file)) {
                throw new IOException("it cannot be replaced");
            }
        } catch (IOException e) {
            throw NewFile.unwritable(file, e);
        }
    }

    /** Takes it away. @throws KeyAccessException UNKNOWN where there is none, REFUSED for one that says anything else */
    void remove() {
        if (!file.exists()) {
            throw new KeyAccessException(Reason.UNKNOWN, "there is no " + file + ": nothing to undo");
        }
        requireOurs("take the lines with Signet out of it yourself");
        if (!file.delete()) {
            throw new UncheckedIOException(new IOException(file + " cannot be deleted"));
        }
    }

    private void requireOurs(String cure) {
        Optional<String> foreign = file.exists() ? foreign(lines()) : Optional.empty();
        foreign.ifPresent(line -> {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    file + " is not signet install's alone, it says \"" + Text.shown(line) + "\": " + cure);
        });
    }

    private static Optional<String> foreign(List<String> lines) {
        boolean marked = !lines.isEmpty() && lines.get(0).startsWith(MARK);
        return marked
                ? lines.stream().filter(line -> !line.matches(OURS)).findFirst()
                : Optional.of(lines.isEmpty() ? "" : lines.get(0));
    }

    private List<String> lines() {
        try (BufferedReader in =
                new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.ISO_8859_1))) {
            return in.lines().toList();
        } catch (IOException | UncheckedIOException e) {
            throw new UncheckedIOException(new IOException(file + " cannot be read: " + e.getMessage(), e));
        }
    }
}
