package org.signet;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.signet.key.Secret;

/** Lines that a pinentry program says, in one array that is wiped: a line of data is a PIN. */
final class AssuanLines implements AutoCloseable {
    /** More than the JDK buffers of a process's output: it hands such a read through and keeps no copy. */
    private static final int MOST = 16 * 1024;

    private final InputStream in;
    private final byte[] bytes = new byte[MOST];
    private int begin;
    private int end;
    private int filled;

    AssuanLines(InputStream in) {
        this.in = in;
    }

    /** Goes to the next line and says its first word. */
    String next() throws IOException {
        Arrays.fill(bytes, begin, Math.min(end + 1, filled), (byte) 0);
        begin = Math.min(end + (filled == 0 ? 0 : 1), filled);
        while ((end = lineEnd()) < 0) {
            fill();
        }
        int word = begin;
        while (word < end && bytes[word] != ' ') {
            word++;
        }
        return new String(bytes, begin, word - begin, StandardCharsets.US_ASCII);
    }

    private int lineEnd() {
        for (int i = begin; i < filled; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    // Each read begins at the array's begin and is longer than the stream's own buffer.
    private void fill() throws IOException {
        byte[] read = new byte[MOST];
        try {
            int count = in.read(read);
            if (count < 0) {
                throw new EOFException("it ended without an answer");
            }
            int kept = filled - begin;
            if (kept + count > MOST) {
                throw new IOException("it says more than " + MOST + " bytes at once");
            }
            System.arraycopy(bytes, begin, bytes, 0, kept);
            System.arraycopy(read, 0, bytes, kept, count);
            Arrays.fill(bytes, kept + count, MOST, (byte) 0);
            begin = 0;
            filled = kept + count;
        } finally {
            Arrays.fill(read, (byte) 0);
        }
    }

    /** The whole line, which is no secret. */
    String text() {
        return new String(bytes, begin, end - begin, StandardCharsets.UTF_8);
    }

    /** What stands behind {@code D}, unescaped. */
    Optional<Secret> secret() throws IOException {
        byte[] data = new byte[end - begin];
        char[] chars = new char[data.length];
        try {
            CharBuffer text = CharBuffer.wrap(chars);
            ByteBuffer utf8 = ByteBuffer.wrap(data, 0, unescape(Math.min(begin + 2, end), data));
            CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(utf8, text, true);
            if (result.isError()) {
                result.throwException();
            }
            return text.position() == 0 ? Optional.empty() : Optional.of(secret(chars, text.position()));
        } finally {
            Arrays.fill(data, (byte) 0);
            Arrays.fill(chars, '\0');
        }
    }

    private static Secret secret(char[] chars, int length) {
        char[] exact = Arrays.copyOf(chars, length);
        try {
            return new Secret(exact, Secret.Origin.HUMAN);
        } finally {
            Arrays.fill(exact, '\0');
        }
    }

    private int unescape(int from, byte[] data) throws IOException {
        int length = 0;
        for (int i = from; i < end; i++) {
            byte b = bytes[i];
            if (b == '%') {
                int high = i + 2 < end ? Character.digit(bytes[i + 1], 16) : -1;
                int low = i + 2 < end ? Character.digit(bytes[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new IOException("it escapes a byte as nobody does");
                }
                b = (byte) (high << 4 | low);
                i += 2;
            }
            data[length++] = b;
        }
        return length;
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
