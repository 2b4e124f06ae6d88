package org.signet.facility;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.generators.PKCS5S2ParametersGenerator;
import org.bouncycastle.crypto.generators.SCrypt;
import org.bouncycastle.crypto.params.KeyParameter;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Password-based encryption, scheme 2 (RFC 8018, 6.2): PBKDF2 or scrypt, then AES or triple DES in CBC mode. */
final class Pbes2 {
    private static final ASN1ObjectIdentifier SCRYPT =
            new ASN1ObjectIdentifier("1.3.6.1.4.1.11591.4.11"); // RFC 7914, 7

    // What a file may ask for, so that a hostile one costs no more than a wrong passphrase does.
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final long MOST_SCRYPT_BYTES = 256L << 20;

    /** RFC 8018, B.2 and B.1.2. */
    private record Encryption(Supplier<BlockCipher> engine, int keyBytes) {}

    private static final Map<ASN1ObjectIdentifier, Encryption> ENCRYPTIONS = Map.of(
            NISTObjectIdentifiers.id_aes128_CBC, new Encryption(AESEngine::newInstance, 16),
            NISTObjectIdentifiers.id_aes192_CBC, new Encryption(AESEngine::newInstance, 24),
            NISTObjectIdentifiers.id_aes256_CBC, new Encryption(AESEngine::newInstance, 32),
            PKCSObjectIdentifiers.des_EDE3_CBC, new Encryption(DESedeEngine::new, 24));

    private static final Map<ASN1ObjectIdentifier, Supplier<Digest>> PRFS = Map.of(
            PKCSObjectIdentifiers.id_hmacWithSHA1, SHA1Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA224, SHA224Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA256, SHA256Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA384, SHA384Digest::new,
            PKCSObjectIdentifiers.id_hmacWithSHA512, SHA512Digest::new);

    private final KeyDerivationFunc kdf;
    private final Encryption encryption;
    private final byte[] iv;
    private final byte[] encrypted;

    private Pbes2(KeyDerivationFunc kdf, Encryption encryption, byte[] iv, byte[] encrypted) {
        this.kdf = kdf;
        this.encryption = encryption;
        this.iv = iv;
        this.encrypted = encrypted;
    }

    /** @throws KeyAccessException CANNOT for another scheme */
    static Pbes2 of(EncryptedPrivateKeyInfo info) {
        ASN1ObjectIdentifier scheme = info.getEncryptionAlgorithm().getAlgorithm();
        if (!scheme.equals(PKCSObjectIdentifiers.id_PBES2)) {
            throw cannot("scheme " + scheme);
        }
        PBES2Parameters parameters =
                PBES2Parameters.getInstance(info.getEncryptionAlgorithm().getParameters());
        Encryption encryption = ENCRYPTIONS.get(parameters.getEncryptionScheme().getAlgorithm());
        if (encryption == null) {
            throw cannot("cipher " + parameters.getEncryptionScheme().getAlgorithm());
        }
        byte[] iv = ASN1OctetString.getInstance(parameters.getEncryptionScheme().getParameters())
                .getOctets();
        return new Pbes2(parameters.getKeyDerivationFunc(), encryption, iv, info.getEncryptedData());
    }

    /** The PrivateKeyInfo, which the caller wipes. @throws KeyAccessException PASSPHRASE_WRONG */
    byte[] decrypt(byte[] password) {
        byte[] key = key(password);
        try {
            return Cbc.decrypt(encryption.engine().get(), key, iv, encrypted);
        } finally {
            Arrays.fill(key, (byte) 0);
        }
    }

    private byte[] key(byte[] password) {
        if (kdf.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBKDF2)) {
            return pbkdf2(PBKDF2Params.getInstance(kdf.getParameters()), password);
        }
        if (kdf.getAlgorithm().equals(SCRYPT)) {
            return scrypt(ASN1Sequence.getInstance(kdf.getParameters()), password);
        }
        throw cannot("key derivation " + kdf.getAlgorithm());
    }

    private byte[] pbkdf2(PBKDF2Params parameters, byte[] password) {
        Supplier<Digest> prf = PRFS.get(parameters.getPrf().getAlgorithm());
        if (prf == null) {
            throw cannot("pseudo-random function " + parameters.getPrf().getAlgorithm());
        }
        PKCS5S2ParametersGenerator generator = new PKCS5S2ParametersGenerator(prf.get());
        generator.init(password, parameters.getSalt(), iterations(parameters.getIterationCount()));
        return ((KeyParameter) generator.generateDerivedParameters(8 * encryption.keyBytes())).getKey();
    }

    /** @throws KeyAccessException CANNOT for more than anybody needs */
    static int iterations(BigInteger count) {
        if (count.signum() < 1 || count.compareTo(BigInteger.valueOf(MOST_ITERATIONS)) > 0) {
            throw cannot(
                    count.bitLength() > 63 ? "too many iterations" : count + " iterations; at most " + MOST_ITERATIONS);
        }
        return count.intValue();
    }

    private byte[] scrypt(ASN1Sequence parameters, byte[] password) {
        byte[] salt = ASN1OctetString.getInstance(parameters.getObjectAt(0)).getOctets();
        long n = number(parameters, 1);
        long r = number(parameters, 2);
        long p = number(parameters, 3);
        if (n < 2 || r < 1 || p < 1 || r > 64 || p > 64 || n > MOST_SCRYPT_BYTES / (128 * r)) {
            throw cannot("scrypt with N=" + n + ", r=" + r + ", p=" + p);
        }
        return SCrypt.generate(password, salt, (int) n, (int) r, (int) p, encryption.keyBytes());
    }

    private static long number(ASN1Sequence parameters, int at) {
        return ASN1Integer.getInstance(parameters.getObjectAt(at)).longValueExact();
    }

    private static KeyAccessException cannot(String what) {
        return new KeyAccessException(
                Reason.CANNOT,
                "its private key is encrypted in a way that is not read here (" + what
                        + "): convert it with openssl pkcs8 -topk8 -v2 aes-256-cbc");
    }
}
