package org.signet.crypto;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.SignatureException;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.AsymmetricCipherKeyPair;
import org.bouncycastle.crypto.CryptoException;
import org.bouncycastle.crypto.generators.MLDSAKeyPairGenerator;
import org.bouncycastle.crypto.params.MLDSAKeyGenerationParameters;
import org.bouncycastle.crypto.params.MLDSAParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.bouncycastle.crypto.signers.MLDSASigner;

/** Pure ML-DSA with an empty context (FIPS 204, algorithms 2 and 3) by Bouncy Castle's lightweight API, for a JDK that has none. */
final class MlDsa {
    private static final int SEED_BYTES = 32;

    /** One parameter set (RFC 9881, 2). */
    private record ParameterSet(String number, ASN1ObjectIdentifier oid, MLDSAParameters parameters) {}

    private static final List<ParameterSet> SETS = List.of(
            new ParameterSet("44", NISTObjectIdentifiers.id_ml_dsa_44, MLDSAParameters.ml_dsa_44),
            new ParameterSet("65", NISTObjectIdentifiers.id_ml_dsa_65, MLDSAParameters.ml_dsa_65),
            new ParameterSet("87", NISTObjectIdentifiers.id_ml_dsa_87, MLDSAParameters.ml_dsa_87));

    private MlDsa() {}

    static KeyPair generate(String number, SecureRandom random) {
        ParameterSet set =
                SETS.stream().filter(s -> s.number().equals(number)).findFirst().orElseThrow();
        MLDSAKeyPairGenerator generator = new MLDSAKeyPairGenerator();
        generator.init(new MLDSAKeyGenerationParameters(random, set.parameters()));
        AsymmetricCipherKeyPair pair = generator.generateKeyPair();
        MLDSAPrivateKeyParameters key = (MLDSAPrivateKeyParameters) pair.getPrivate();
        try {
            byte[] spki = new SubjectPublicKeyInfo(
                            new AlgorithmIdentifier(set.oid()),
                            ((MLDSAPublicKeyParameters) pair.getPublic()).getEncoded())
                    .getEncoded();
            return new KeyPair(new MlDsaPublicKey(spki), new MlDsaPrivateKey(encode(set, key)));
        } catch (IOException e) {
            throw new IllegalStateException("no encoding of a key that was just made", e);
        } finally {
            key.destroy();
        }
    }

    /**
     * The one encoding that every JDK reads which has ML-DSA at all: the expanded key (RFC 9881, 6); a seed is expanded.
     *
     * @param pkcs8 in any of the three forms
     * @return for the caller to wipe
     */
    static byte[] canonical(byte[] pkcs8) throws InvalidKeySpecException {
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
            ParameterSet set = set(info.getPrivateKeyAlgorithm());
            MLDSAPrivateKeyParameters key = read(set, info);
            try {
                return encode(set, key);
            } finally {
                key.destroy();
            }
        } catch (IOException | RuntimeException e) { // Bouncy Castle says it with either; its text could quote the key
            throw new InvalidKeySpecException("no ML-DSA key in PKCS#8");
        }
    }

    /** Where there is room for a public key: its bytes are those of this set. */
    static boolean isPublicKey(byte[] spki) {
        try {
            publicKey(spki);
            return true;
        } catch (InvalidKeyException e) {
            return false;
        }
    }

    /** The number of the parameter set; empty for what is no such key. */
    static Optional<String> number(PublicKey key) {
        return KeyFamily.of(key)
                .filter(f -> f == KeyFamily.ML_DSA)
                .map(f -> set(SubjectPublicKeyInfo.getInstance(key.getEncoded()).getAlgorithm())
                        .number());
    }

    /** Hedged with fresh randomness (FIPS 204, 3.4). */
    static byte[] sign(PrivateKey key, byte[] message, SecureRandom random)
            throws InvalidKeyException, SignatureException {
        byte[] pkcs8 = key.getEncoded();
        try {
            PrivateKeyInfo info = PrivateKeyInfo.getInstance(pkcs8);
            MLDSAPrivateKeyParameters parameters = read(set(info.getPrivateKeyAlgorithm()), info);
            try {
                MLDSASigner signer = new MLDSASigner();
                signer.init(true, new ParametersWithRandom(parameters, random));
                signer.update(message, 0, message.length);
                return signer.generateSignature();
            } finally {
                parameters.destroy();
            }
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            throw new InvalidKeyException("no ML-DSA key"); // whose text could quote it
        } catch (CryptoException e) {
            throw new SignatureException("ML-DSA", e);
        } finally {
            if (pkcs8 != null) {
                Arrays.fill(pkcs8, (byte) 0);
            }
        }
    }

    static boolean verifies(PublicKey key, byte[] message, byte[] signature) throws InvalidKeyException {
        MLDSASigner verifier = new MLDSASigner();
        verifier.init(false, publicKey(key.getEncoded()));
        verifier.update(message, 0, message.length);
        return verifier.verifySignature(signature);
    }

    private static MLDSAPublicKeyParameters publicKey(byte[] spki) throws InvalidKeyException {
        try {
            SubjectPublicKeyInfo info = SubjectPublicKeyInfo.getInstance(spki);
            return new MLDSAPublicKeyParameters(
                    set(info.getAlgorithm()).parameters(),
                    info.getPublicKeyData().getOctets());
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("no ML-DSA public key", e);
        }
    }

    private static ParameterSet set(AlgorithmIdentifier algorithm) {
        return SETS.stream()
                .filter(s -> s.oid().equals(algorithm.getAlgorithm()) && algorithm.getParameters() == null)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no parameter set of ML-DSA"));
    }

    /** ML-DSA-65-PrivateKey ::= CHOICE { seed [0] OCTET STRING, expandedKey OCTET STRING, both SEQUENCE } (RFC 9881, 6). */
    private static MLDSAPrivateKeyParameters read(ParameterSet set, PrivateKeyInfo info) throws IOException {
        ASN1Encodable choice = info.parsePrivateKey();
        if (choice instanceof ASN1TaggedObject seed) {
            return key(set, ASN1OctetString.getInstance(ASN1TaggedObject.getContextInstance(seed, 0), false), true);
        }
        if (choice instanceof ASN1Sequence both) {
            return key(set, ASN1OctetString.getInstance(both.getObjectAt(0)), true);
        }
        return key(set, ASN1OctetString.getInstance(choice), false);
    }

    private static MLDSAPrivateKeyParameters key(ParameterSet set, ASN1OctetString octets, boolean seed) {
        byte[] bytes = octets.getOctets();
        try {
            if (seed != (bytes.length == SEED_BYTES)) {
                throw new IllegalArgumentException("a seed has " + SEED_BYTES + " bytes");
            }
            return new MLDSAPrivateKeyParameters(set.parameters(), bytes);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static byte[] encode(ParameterSet set, MLDSAPrivateKeyParameters key) throws IOException {
        return new PrivateKeyInfo(
                        new AlgorithmIdentifier(set.oid()),
                        new DEROctetString(key.withPreferredFormat(MLDSAPrivateKeyParameters.EXPANDED_KEY)
                                .getEncoded()))
                .getEncoded();
    }
}
