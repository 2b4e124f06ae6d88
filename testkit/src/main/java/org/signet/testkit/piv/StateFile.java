package org.signet.testkit.piv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/** The file that is a card's memory: replaced as a whole, before the card answers, whenever a command changed something. */
final class StateFile {
    private final Path file;
    private String kept = "";

    StateFile(Path file) {
        this.file = file.toAbsolutePath();
    }

    /**
     * @return empty where there is no such file yet
     * @throws UncheckedIOException for a file that cannot be read or is damaged; it stays as it is
     */
    Optional<PivContents> read() {
        try {
            kept = Files.readString(file, StandardCharsets.ISO_8859_1);
            return Optional.of(StateText.parse(kept));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            throw new UncheckedIOException(new IOException(
                    "the card's state " + file + " is damaged: " + e.getMessage()
                            + ". Put a good copy back, or remove it for a new card",
                    e));
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("cannot read the card's state " + file + ": " + e, e));
        }
    }

    /** @throws UncheckedIOException where it cannot be written; what was kept before stays */
    void keep(PivContents contents) {
        String now = StateText.write(contents);
        if (now.equals(kept)) {
            return;
        }
        try {
            replace(now);
            kept = now;
        } catch (IOException e) {
            throw new UncheckedIOException(new IOException("cannot keep the card's state " + file + ": " + e, e));
        }
    }

    private void replace(String text) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel out = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
