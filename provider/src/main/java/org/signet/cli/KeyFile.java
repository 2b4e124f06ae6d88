package org.signet.cli;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.signet.key.Facility;

/** A file with software keys, as a storage facility whose kind its first bytes tell. */
final class KeyFile {
    /** Before each entry of a JKS file; the other binary one is PKCS#12. */
    private static final int JKS = 0xFEEDFEED;

    private KeyFile() {}

    static Facility facility(File file) {
        return Facility.file(type(file), absolute(file));
    }

    /** Links on the way are followed once, here. */
    private static String absolute(File file) {
        try {
            return file.getCanonicalPath();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot find " + file + ": " + e.getMessage(), e);
        }
    }

    private static String type(File file) {
        try (InputStream in = new FileInputStream(file)) {
            byte[] head = in.readNBytes(4096);
            if (new String(head, StandardCharsets.ISO_8859_1).contains("-----BEGIN ")) {
                return "PEM";
            }
            return head.length >= 4 && ByteBuffer.wrap(head).getInt() == JKS ? "JKS" : "PKCS12";
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
