package org.signet.userfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.key.KeyAccessException;
import org.signet.userfile.format.Names;

/**
 * Which files with a secret were refused by which token, for all processes of this user: a mark of path, inode, change time, size
 * and token, and nothing of what is in them. Where nothing can be written, only this process knows.
 */
final class RefusedFiles {
    private static final Duration LONGEST_TRY = Duration.ofSeconds(90);
    private static final Set<String> OF_PROCESS = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final Disk disk;

    /** @param folder which is made when the first try needs it */
    RefusedFiles(Path folder, Disk disk) {
        this.folder = folder.toAbsolutePath().normalize();
        this.disk = disk;
    }

    /** One try with that file at that token, which others wait for. */
    SharedTry begin(Path file, String token) {
        try {
            Files.createDirectories(folder, LocalDisk.MODE_0700);
            FileState.of(folder).ifPresent(state -> Hygiene.folder(folder, state));
        } catch (IOException e) {
            // a read-only home: each process has its own try
        }
        return SharedTry.begin(folder.resolve(name(file, token) + ".lock"), LONGEST_TRY);
    }

    boolean isRefused(Path file, FileState state, String token) {
        String mark = mark(file, state, token);
        if (OF_PROCESS.contains(mark)) {
            return true;
        }
        Path kept = folder.resolve(name(file, token) + ".refused");
        try {
            return Files.isRegularFile(kept, LinkOption.NOFOLLOW_LINKS)
                    && Files.size(kept) == mark.length()
                    && Arrays.equals(Files.readAllBytes(kept), mark.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            return false;
        }
    }

    /** While the try is held. */
    void refuse(Path file, FileState state, String token) {
        String mark = mark(file, state, token);
        OF_PROCESS.add(mark);
        try {
            disk.replaceQuickly(
                    folder.resolve(name(file, token) + ".refused"), mark.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | KeyAccessException e) {
            // read-only or full: this process knows
        }
    }

    private static String mark(Path file, FileState state, String token) {
        return "file: " + Names.encodeAlias(file.toString())
                + "\ninode: " + state.device() + " " + state.inode()
                + "\nchanged: " + state.changed().toInstant()
                + "\nsize: " + state.size()
                + "\ntoken: " + Names.encodeAlias(token) + "\n";
    }

    private static String name(Path file, String token) {
        byte[] hash = Sha256.of((file + "\n" + token).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, 16);
    }
}
