package org.signet.facility;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.bouncycastle.crypto.util.OpenSSHPrivateKeyUtil;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** A key as ssh-keygen writes it (OpenSSH's PROTOCOL.key); Bouncy Castle decrypts and decodes it. */
final class OpenSshKey implements PemKey {
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int MOST_ROUNDS = 1024; // ssh-keygen's own are 24, half a second at 1,024

    private final byte[] blob;
    private final boolean locked;

    /** @throws KeyAccessException DATA if it is none, CANNOT if it would take too long to open */
    OpenSshKey(byte[] blob) {
        this.blob = blob;
        try {
            ByteBuffer in = ByteBuffer.wrap(blob);
            byte[] magic = new byte[MAGIC.length];
            in.get(magic);
            string(in); // cipher
            locked = !new String(string(in), StandardCharsets.US_ASCII).equals("none");
            byte[] options = string(in);
            if (!Arrays.equals(magic, MAGIC)) {
                throw none();
            }
            if (locked) {
                bounded(options);
            }
        } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
            throw none();
        }
    }

    private static void bounded(byte[] options) {
        ByteBuffer in = ByteBuffer.wrap(options);
        string(in); // salt
        int rounds = in.getInt();
        if (rounds < 1 || rounds > MOST_ROUNDS) {
            throw new KeyAccessException(
                    Reason.CANNOT, "bcrypt of " + Integer.toUnsignedString(rounds) + " rounds; at most " + MOST_ROUNDS);
        }
    }

    // RFC 4251, 5
    private static byte[] string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static KeyAccessException none() {
        return new KeyAccessException(Reason.DATA, "the OPENSSH PRIVATE KEY in it is none");
    }

    @Override
    public boolean isLocked() {
        return locked;
    }

    @Override
    public DecodedKey decode(byte[] password) throws IOException {
        return DecodedKey.of(OpenSSHPrivateKeyUtil.parsePrivateKeyBlob(blob, locked ? password : null));
    }
}
