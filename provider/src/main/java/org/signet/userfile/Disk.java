package org.signet.userfile;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The steps by which a file is replaced, one at a time, so that a test can let each of them fail. */
interface Disk {
    /** A new file, mode 0600 from the beginning. */
    void write(Path file, byte[] bytes) throws IOException;

    void setTime(Path file, FileTime time) throws IOException;

    /** fsync of a file or a folder. */
    void sync(Path path) throws IOException;

    /** Atomic; replaces what is there. */
    void rename(Path from, Path to) throws IOException;

    void deleteIfExists(Path file) throws IOException;

    /** As a whole and for good: written beside it, fsync, rename, fsync of the folder. For one writer at a time. */
    default void replace(Path file, byte[] bytes) throws IOException {
        Path fresh = fresh(file);
        deleteIfExists(fresh);
        write(fresh, bytes);
        sync(fresh);
        rename(fresh, file);
        sync(file.getParent());
    }

    /** The same for what a power failure may take: no fsync. */
    default void replaceQuickly(Path file, byte[] bytes) throws IOException {
        Path fresh = fresh(file);
        deleteIfExists(fresh); // of a process that was killed
        write(fresh, bytes);
        rename(fresh, file);
    }

    private static Path fresh(Path file) {
        return file.resolveSibling(file.getFileName() + ".new");
    }
}
