package org.signet.facility;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.OpenSSLPBEParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.util.io.pem.PemHeader;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** OpenSSL's own encryption of a PEM block (RFC 1421 headers, a key from one round of MD5): weak, and still to be met. */
final class TraditionalEncryption {
    private record Cipher(Supplier<BlockCipher> engine, int keyBits) {}

    private static final Map<String, Cipher> CIPHERS = Map.of(
            "AES-128-CBC", new Cipher(AESEngine::newInstance, 128),
            "AES-192-CBC", new Cipher(AESEngine::newInstance, 192),
            "AES-256-CBC", new Cipher(AESEngine::newInstance, 256),
            "DES-EDE3-CBC", new Cipher(DESedeEngine::new, 192));

    private final Cipher cipher;
    private final byte[] iv;

    private TraditionalEncryption(Cipher cipher, byte[] iv) {
        this.cipher = cipher;
        this.iv = iv;
    }

    /** Empty where the block is not encrypted. @throws KeyAccessException CANNOT for another cipher */
    static Optional<TraditionalEncryption> of(List<?> headers) {
        return headers.stream()
                .map(PemHeader.class::cast)
                .filter(header -> header.getName().equals("DEK-Info"))
                .findFirst()
                .map(header -> of(header.getValue()));
    }

    private static TraditionalEncryption of(String info) {
        String[] parts = info.trim().split(",", -1);
        Cipher cipher = CIPHERS.get(parts[0]);
        if (cipher == null || parts.length != 2 || !parts[1].matches("[0-9A-F]{16}([0-9A-F]{16})?")) {
            throw new KeyAccessException(
                    Reason.CANNOT,
                    "its private key is encrypted in a way that is not read here: convert it with openssl pkcs8 -topk8");
        }
        return new TraditionalEncryption(cipher, HexFormat.of().parseHex(parts[1]));
    }

    byte[] decrypt(byte[] password, byte[] encrypted) {
        OpenSSLPBEParametersGenerator generator = new OpenSSLPBEParametersGenerator();
        generator.init(password, Arrays.copyOf(iv, 8)); // EVP_BytesToKey(3) with the IV's beginning as salt
        KeyParameter key = (KeyParameter) generator.generateDerivedParameters(cipher.keyBits());
        return Cbc.decrypt(cipher.engine().get(), key.getKey(), iv, encrypted);
    }
}
