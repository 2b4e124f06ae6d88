package org.signet.crypto;

import java.util.Objects;

/** What an application wants of a private key, in plain values that could cross a socket. */
public sealed interface Scheme {
    /** A signature over a digest (or, later, over a message). */
    sealed interface SignatureScheme extends Scheme {}

    /** A decryption. */
    sealed interface DecryptionScheme extends Scheme {}

    /** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2) over a digest of that hash function. */
    record RsaPkcs1(Digest digest) implements SignatureScheme {
        public RsaPkcs1 {
            Objects.requireNonNull(digest);
        }
    }

    /** ECDSA (FIPS 186-5, 6.4) over a digest of any length; the result is DER. */
    record Ecdsa() implements SignatureScheme {}

    /** RSAES-PKCS1-v1_5 (RFC 8017, 7.2) with implicit rejection (userfile.md, Rejection). */
    record RsaPkcs1Decrypt() implements DecryptionScheme {}
}
