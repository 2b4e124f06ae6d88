package org.signet.facility;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import org.signet.key.Secret;

/** A password's bytes, for the formats that want bytes. */
final class SecretBytes {
    private SecretBytes() {}

    /** UTF-8, as openssl and ssh-keygen have it; the caller wipes it. */
    static byte[] utf8(Secret secret) {
        ByteBuffer encoded = StandardCharsets.UTF_8.encode(CharBuffer.wrap(secret.value()));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        encoded.clear();
        while (encoded.hasRemaining()) {
            encoded.put((byte) 0);
        }
        return bytes;
    }
}
