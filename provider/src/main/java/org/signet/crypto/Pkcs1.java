package org.signet.crypto;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.bouncycastle.asn1.ASN1Encoding;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.encodings.PKCS1Encoding;
import org.bouncycastle.crypto.params.ParametersWithRandom;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2). */
final class Pkcs1 {
    /** 00 BT, at least eight bytes of padding, 00. */
    static final int OVERHEAD = 11;

    /** The longest DigestInfo of a table's hash beyond the digest: two headers, OID and NULL (RFC 8017, 9.2, note 1). */
    private static final int LONGEST_PREFIX = 19;

    private Pkcs1() {}

    static int leastModulus(Digest digest) {
        return LONGEST_PREFIX + digest.length() + OVERHEAD;
    }

    static byte[] sign(RsaPlace key, Place place, Digest digest, byte[] value) {
        return sign(key, place, digestInfo(digest, value));
    }

    /** Over a DigestInfo, or whatever the caller gives as one. */
    static byte[] sign(RsaPlace key, Place place, byte[] digestInfo) {
        if (digestInfo.length > key.rsa().length() - OVERHEAD) {
            throw new KeyAccessException(
                    Reason.DATA,
                    "PKCS#1 padding leaves this key room for " + (key.rsa().length() - OVERHEAD) + " bytes, not "
                            + digestInfo.length);
        }
        return place.can(Primitive.RSA_RAW)
                ? encode(digestInfo, key.rsa().length(), key::sign)
                : encode(digestInfo, key.rsa().length(), block -> key.signPadding(digestInfo, block));
    }

    /** What a signature must be raised to; empty where the key has no room for it. */
    static Optional<byte[]> encoded(Optional<Digest> digest, byte[] value, int length) {
        byte[] digestInfo = digest.map(d -> digestInfo(d, value)).orElse(value);
        return digestInfo.length > length - OVERHEAD
                ? Optional.empty()
                : Optional.of(encode(digestInfo, length, UnaryOperator.identity()));
    }

    /** RSAES-PKCS1-v1_5 (RFC 8017, 7.2.1). */
    static byte[] encrypt(RawEngine engine, byte[] plaintext, SecureRandom random) {
        PKCS1Encoding encoding = new PKCS1Encoding(engine);
        encoding.init(true, new ParametersWithRandom(RawEngine.PUBLIC, random));
        try {
            return encoding.processBlock(plaintext, 0, plaintext.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encoding does not decode", e);
        }
    }

    private static byte[] encode(byte[] digestInfo, int length, UnaryOperator<byte[]> operation) {
        PKCS1Encoding encoding = new PKCS1Encoding(new RawEngine(length, operation));
        encoding.init(true, RawEngine.PRIVATE);
        try {
            return encoding.processBlock(digestInfo, 0, digestInfo.length);
        } catch (InvalidCipherTextException e) {
            throw new IllegalStateException("encoding does not decode", e);
        }
    }

    private static byte[] digestInfo(Digest digest, byte[] value) {
        AlgorithmIdentifier algorithm =
                new AlgorithmIdentifier(Hashes.of(digest).oid(), DERNull.INSTANCE);
        try {
            return new DigestInfo(algorithm, value).getEncoded(ASN1Encoding.DER);
        } catch (IOException e) {
            throw new IllegalStateException("a DigestInfo in memory needs no I/O", e);
        }
    }
}
