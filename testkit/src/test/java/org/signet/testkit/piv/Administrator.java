package org.signet.testkit.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.signet.testkit.Wire;

/** Somebody who has a card's management key and answers its challenge (SP 800-73-4 part 2, appendix A.1). */
final class Administrator {
    private final Wire wire;
    private final int algorithm;
    private final String cipher;
    private final byte[] key;

    private Administrator(Wire wire, int algorithm, String cipher, String key) {
        this.wire = wire;
        this.algorithm = algorithm;
        this.cipher = cipher;
        this.key = Wire.bytes(key);
    }

    /** With the factory's key. */
    static Administrator of(Wire wire) {
        return new Administrator(wire, 0x03, "DESede", "0102030405060708".repeat(3));
    }

    /** @param algorithm 08, 0A or 0C */
    static Administrator aes(Wire wire, int algorithm, String key) {
        return new Administrator(wire, algorithm, "AES", key);
    }

    void authenticate() throws Exception {
        byte[] asked = Wire.bytes(wire.send("0087%02X9B047C02810000".formatted(algorithm)));
        byte[] challenge = Arrays.copyOfRange(asked, 4, asked.length - 2);
        Cipher encryption = Cipher.getInstance(cipher + "/ECB/NoPadding");
        encryption.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, cipher));
        String response = Wire.hex(encryption.doFinal(challenge));
        int length = challenge.length;
        assertEquals(
                "9000",
                wire.send(
                        "0087%02X9B%02X7C%02X82%02X".formatted(algorithm, length + 4, length + 2, length) + response));
    }

    /** SET MANAGEMENT KEY of a YubiKey. */
    void setKey(int newAlgorithm, String newKey) {
        int length = newKey.length() / 2;
        assertEquals("9000", wire.send("00FFFFFF%02X%02X9B%02X".formatted(length + 3, newAlgorithm, length) + newKey));
    }
}
