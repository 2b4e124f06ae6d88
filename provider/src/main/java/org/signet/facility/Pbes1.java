package org.signet.facility;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S1ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;

/**
 * Password-based encryption of old: scheme 1 (RFC 8018, 6.1) with DES, and PKCS#12's own (RFC 7292, C) with triple DES. Weak, and
 * still what openssl pkcs8 -v1 and many programs write.
 */
final class Pbes1 {
    private static final int BLOCK_BITS = 64;

    /** @param bmp whether the password is PKCS#12's, in UTF-16 with a zero behind it */
    private record Scheme(
            Supplier<PBEParametersGenerator> derivation, Supplier<BlockCipher> engine, int keyBits, boolean bmp) {}

    // spotless:off
    private static final Map<ASN1ObjectIdentifier, Scheme> SCHEMES = Map.of(
            PKCSObjectIdentifiers.pbeWithMD5AndDES_CBC,
                    new Scheme(() -> new PKCS5S1ParametersGenerator(new MD5Digest()), DESEngine::new, 64, false),
            PKCSObjectIdentifiers.pbeWithSHA1AndDES_CBC,
                    new Scheme(() -> new PKCS5S1ParametersGenerator(new SHA1Digest()), DESEngine::new, 64, false),
            PKCSObjectIdentifiers.pbeWithSHAAnd2_KeyTripleDES_CBC,
                    new Scheme(() -> new PKCS12ParametersGenerator(new SHA1Digest()), DESedeEngine::new, 128, true),
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
                    new Scheme(() -> new PKCS12ParametersGenerator(new SHA1Digest()), DESedeEngine::new, 192, true));
    // spotless:on

    private final Scheme scheme;
    private final byte[] salt;
    private final int iterations;
    private final byte[] encrypted;

    private Pbes1(Scheme scheme, byte[] salt, int iterations, byte[] encrypted) {
        this.scheme = scheme;
        this.salt = salt;
        this.iterations = iterations;
        this.encrypted = encrypted;
    }

    /** Empty for another scheme, which may be scheme 2. @throws org.signet.key.KeyAccessException CANNOT for too many iterations */
    static Optional<Pbes1> of(EncryptedPrivateKeyInfo info) {
        return Optional.ofNullable(SCHEMES.get(info.getEncryptionAlgorithm().getAlgorithm()))
                .map(scheme -> {
                    PBEParameter parameters = PBEParameter.getInstance(
                            info.getEncryptionAlgorithm().getParameters());
                    int iterations = Pbes2.iterations(parameters.getIterationCount());
                    return new Pbes1(scheme, parameters.getSalt(), iterations, info.getEncryptedData());
                });
    }

    /** The PrivateKeyInfo, which the caller wipes. @throws org.signet.key.KeyAccessException PASSPHRASE_WRONG */
    byte[] decrypt(byte[] password) {
        byte[] given = scheme.bmp() ? bmp(password) : password;
        byte[] key = {};
        try {
            PBEParametersGenerator generator = scheme.derivation().get();
            generator.init(given, salt, iterations);
            ParametersWithIV derived =
                    (ParametersWithIV) generator.generateDerivedParameters(scheme.keyBits(), BLOCK_BITS);
            key = ((KeyParameter) derived.getParameters()).getKey();
            return Cbc.decrypt(scheme.engine().get(), key, derived.getIV(), encrypted);
        } finally {
            Arrays.fill(key, (byte) 0);
            if (scheme.bmp()) {
                Arrays.fill(given, (byte) 0);
            }
        }
    }

    /** RFC 7292, B.1. */
    private static byte[] bmp(byte[] utf8) {
        CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(utf8));
        char[] password = Arrays.copyOf(chars.array(), chars.limit());
        try {
            return PBEParametersGenerator.PKCS12PasswordToBytes(password);
        } finally {
            Arrays.fill(password, '\0');
            Arrays.fill(chars.array(), '\0');
        }
    }
}
