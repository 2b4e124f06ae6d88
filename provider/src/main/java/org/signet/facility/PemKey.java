package org.signet.facility;

import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.util.io.pem.PemObject;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** One private key's PEM block: PKCS#8 (RFC 7468, 10 and 11), OpenSSL's traditional forms, or openssh-key-v1. */
interface PemKey {
    boolean isLocked();

    /**
     * Decodes it.
     *
     * @throws KeyAccessException PASSPHRASE_WRONG, DATA, CANNOT
     */
    default DecodedKey open(Optional<Secret> secret) {
        byte[] password = secret.map(SecretBytes::utf8).orElse(new byte[0]);
        try {
            return decode(password);
        } catch (IOException | RuntimeException e) { // Bouncy Castle says it with either
            if (e instanceof KeyAccessException known) {
                throw known;
            }
            // What decrypted to nonsense that happens to be padded well.
            Reason reason = isLocked() ? Reason.PASSPHRASE_WRONG : Reason.DATA;
            String text = isLocked() ? "wrong passphrase" : "the private key in it cannot be read";
            throw new KeyAccessException(reason, text + ": " + e.getClass().getSimpleName());
        } finally {
            Arrays.fill(password, (byte) 0);
        }
    }

    DecodedKey decode(byte[] password) throws IOException;

    /** Empty for a block of something else. */
    static Optional<PemKey> of(PemObject block) throws IOException {
        byte[] content = block.getContent();
        return switch (block.getType()) {
            case "PRIVATE KEY" -> Optional.of(plain(password -> DecodedKey.of(PrivateKeyInfo.getInstance(content))));
            case "ENCRYPTED PRIVATE KEY" -> {
                UnaryOperator<byte[]> decryption = decryption(EncryptedPrivateKeyInfo.getInstance(content));
                yield Optional.of(
                        locked(password -> DecodedKey.of(PrivateKeyInfo.getInstance(decryption.apply(password)))));
            }
            case "RSA PRIVATE KEY" -> Optional.of(traditional(block, PemKey::rsa));
            case "DSA PRIVATE KEY" -> Optional.of(traditional(block, PemKey::dsa));
            case "EC PRIVATE KEY" -> Optional.of(traditional(block, PemKey::ec));
            case "OPENSSH PRIVATE KEY" -> Optional.of(new OpenSshKey(content));
            default -> {
                if (block.getType().endsWith("PRIVATE KEY")) {
                    throw new KeyAccessException(
                            Reason.CANNOT,
                            "no " + block.getType() + " is read here: convert it with openssl pkcs8 -topk8");
                }
                yield Optional.empty();
            }
        };
    }

    private static UnaryOperator<byte[]> decryption(EncryptedPrivateKeyInfo info) {
        return Pbes1.of(info).<UnaryOperator<byte[]>>map(old -> old::decrypt).orElseGet(() -> Pbes2.of(info)::decrypt);
    }

    /** Makes a key of bytes. */
    interface Decoding {
        DecodedKey of(byte[] bytes) throws IOException;
    }

    private static PemKey plain(Decoding decoding) {
        return new Block(false, decoding);
    }

    private static PemKey locked(Decoding decoding) {
        return new Block(true, decoding);
    }

    private static PemKey traditional(PemObject block, Decoding decoding) {
        List<?> headers = block.getHeaders();
        return TraditionalEncryption.of(headers)
                .map(encryption -> locked(password -> decoding.of(encryption.decrypt(password, block.getContent()))))
                .orElseGet(() -> plain(password -> decoding.of(block.getContent())));
    }

    // RFC 8017, A.1.2
    private static DecodedKey rsa(byte[] der) throws IOException {
        return DecodedKey.of(new PrivateKeyInfo(
                new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE),
                RSAPrivateKey.getInstance(der)));
    }

    // OpenSSL's own: version, p, q, g, y, x
    private static DecodedKey dsa(byte[] der) throws IOException {
        ASN1Sequence key = ASN1Sequence.getInstance(der);
        DSAParameter parameters = new DSAParameter(number(key, 1), number(key, 2), number(key, 3));
        return DecodedKey.of(new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_dsa, parameters), new ASN1Integer(number(key, 5))));
    }

    private static BigInteger number(ASN1Sequence key, int at) {
        return ASN1Integer.getInstance(key.getObjectAt(at)).getPositiveValue();
    }

    // RFC 5915
    private static DecodedKey ec(byte[] der) throws IOException {
        ECPrivateKey key = ECPrivateKey.getInstance(der);
        return DecodedKey.of(new PrivateKeyInfo(
                new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, key.getParametersObject()), key));
    }

    /** A block whose form says all. */
    record Block(boolean isLocked, Decoding decoding) implements PemKey {
        @Override
        public DecodedKey decode(byte[] password) throws IOException {
            return decoding.of(password);
        }
    }
}
