package org.signet.card;

import java.util.Arrays;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** A card's management key as somebody gave it: hex digits made bytes, which are wiped by close. */
final class ManagementSecret implements AutoCloseable {
    private final byte[] bytes;

    private ManagementSecret(byte[] bytes) {
        this.bytes = bytes;
    }

    /** @throws KeyAccessException REFUSED where these are no hex digits; nothing of them is in the message */
    static ManagementSecret of(Secret secret) {
        char[] value = secret.value();
        byte[] bytes = new byte[value.length / 2];
        boolean hex = value.length > 0 && value.length % 2 == 0;
        for (int i = 0; hex && i < bytes.length; i++) {
            int high = Character.digit(value[2 * i], 16);
            int low = Character.digit(value[2 * i + 1], 16);
            hex = high >= 0 && low >= 0;
            bytes[i] = (byte) (high << 4 | low);
        }
        if (!hex) {
            Arrays.fill(bytes, (byte) 0);
            throw new KeyAccessException(
                    Reason.REFUSED, "a management key is given in hex digits, 32 to 64 of them: nothing was sent");
        }
        return new ManagementSecret(bytes);
    }

    /** The bytes themselves, gone after {@link #close()}. */
    byte[] bytes() {
        return bytes;
    }

    /** @throws KeyAccessException PIN_NEEDED */
    static ManagementSecret given(Optional<Secret> answer, String token) {
        try (Secret secret = answer.orElseThrow(() -> new KeyAccessException(
                Reason.PIN_NEEDED,
                "writing to " + token
                        + " needs its management key, and nobody was there to give it: signet key generate and"
                        + " signet key import take it from --management-key or ask for it"))) {
            return of(secret);
        }
    }

    @Override
    public void close() {
        Arrays.fill(bytes, (byte) 0);
    }
}
