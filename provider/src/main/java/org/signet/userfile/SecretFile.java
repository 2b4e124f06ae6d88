package org.signet.userfile;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Set;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/**
 * A file that holds a PIN or a passphrase in UTF-8, without one final LF or CRLF. It must be the process's own, closed to others
 * (0600 or less), and no link; else it is refused before anything in it is read.
 */
public final class SecretFile {
    private static final int MOST_BYTES = 1024;

    private final Path path;

    SecretFile(Path path) {
        this.path = path.toAbsolutePath().normalize();
    }

    /** For a caller whose floor knows no paths. */
    public static SecretFile at(File file) {
        return new SecretFile(file.toPath());
    }

    /**
     * What it holds now, as a program's.
     *
     * @throws KeyAccessException UNSAFE for its owner, mode or kind; IO if it is not there or cannot be read; REFUSED if it is empty
     *     or no text
     */
    public Secret read() {
        return read(state(), Secret.UNHEARD);
    }

    /** Its owner, mode and kind, without reading it. @throws KeyAccessException UNSAFE, or IO if it is not there */
    public void check() {
        state();
    }

    Path path() {
        return path;
    }

    /** Its state, which is safe. */
    FileState state() {
        FileState state = FileState.of(path)
                .orElseThrow(() -> new KeyAccessException(Reason.IO, path + " is to hold a secret and does not exist"));
        Hygiene.file(path, state);
        try {
            Hygiene.ancestors(path.toRealPath());
        } catch (IOException e) {
            throw unreadable(e);
        }
        return state;
    }

    /** @param state what was looked at; another file in its place is refused */
    Secret read(FileState state, Secret.Fate fate) {
        byte[] bytes = new byte[MOST_BYTES + 1];
        try {
            int length = withoutLineEnd(bytes, fill(bytes, state));
            if (length == 0) {
                throw new KeyAccessException(Reason.REFUSED, path + " is to hold a secret and is empty");
            }
            return secret(ByteBuffer.wrap(bytes, 0, length), fate);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private int fill(byte[] bytes, FileState state) {
        try (SeekableByteChannel in =
                Files.newByteChannel(path, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS))) {
            if (!state.equals(state())) {
                throw new KeyAccessException(Reason.BUSY, path + " changed while it was read: try again");
            }
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (in.read(buffer) > 0) {}
            if (!buffer.hasRemaining()) {
                throw new KeyAccessException(
                        Reason.REFUSED, path + " is to hold a secret and has more than " + MOST_BYTES + " bytes");
            }
            return buffer.position();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static int withoutLineEnd(byte[] bytes, int length) {
        int end = length > 0 && bytes[length - 1] == '\n' ? length - 1 : length;
        return end < length && end > 0 && bytes[end - 1] == '\r' ? end - 1 : end;
    }

    private Secret secret(ByteBuffer utf8, Secret.Fate fate) {
        CharBuffer chars = CharBuffer.allocate(utf8.remaining());
        try {
            CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(utf8, chars, true);
            if (result.isError()) {
                result.throwException();
            }
            char[] value = Arrays.copyOf(chars.array(), chars.position());
            try {
                return new Secret(value, Secret.Origin.PROGRAM, fate);
            } finally {
                Arrays.fill(value, '\0');
            }
        } catch (CharacterCodingException e) {
            throw new KeyAccessException(Reason.REFUSED, path + " is to hold a secret and is no UTF-8", e);
        } finally {
            Arrays.fill(chars.array(), '\0');
        }
    }

    private KeyAccessException unreadable(IOException e) {
        return new KeyAccessException(Reason.IO, path + " is to hold a secret and cannot be read: " + e, e);
    }
}
