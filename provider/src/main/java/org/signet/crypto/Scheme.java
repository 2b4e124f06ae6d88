package org.signet.crypto;

import java.util.Arrays;
import java.util.Objects;

/** What an application wants of a private key, in plain values that could cross a socket. */
public sealed interface Scheme {
    /** A signature over a digest or over a message. */
    sealed interface SignatureScheme extends Scheme {}

    /** A decryption. */
    sealed interface DecryptionScheme extends Scheme {}

    /** An agreement on a secret. */
    sealed interface AgreementScheme extends Scheme {}

    /** ECDH with a peer's key on the same curve; the result is the x coordinate (SP 800-56A, 5.7.1.2). */
    record Ecdh() implements AgreementScheme {}

    /** X25519 or X448 with a peer's key on the same curve (RFC 7748, 6). */
    record Xdh() implements AgreementScheme {}

    /** DH with a peer's key of the same group; the result is as long as the prime (SP 800-56A, 5.7.1.1). */
    record Dh() implements AgreementScheme {}

    /** RSASSA-PKCS1-v1_5 (RFC 8017, 8.2) over a digest of that hash function. */
    record RsaPkcs1(Digest digest) implements SignatureScheme {
        public RsaPkcs1 {
            Objects.requireNonNull(digest);
        }
    }

    /** RSASSA-PKCS1-v1_5 over what the caller made, a DigestInfo as a rule: padding of type 1 around at most k-11 bytes. */
    record RsaPkcs1Given() implements SignatureScheme {}

    /**
     * RSASSA-PSS (RFC 8017, 8.1) over a digest of that hash function, with MGF1 and the trailer BC.
     *
     * @param mgf the hash function of MGF1
     * @param saltLength in bytes
     */
    record RsaPss(Digest hash, Digest mgf, int saltLength) implements SignatureScheme {
        public RsaPss {
            Objects.requireNonNull(hash);
            Objects.requireNonNull(mgf);
            if (saltLength < 0) {
                throw new IllegalArgumentException("a salt of " + saltLength + " bytes");
            }
        }
    }

    /** ECDSA (FIPS 186-5, 6.4) over a digest of any length; the result is DER. */
    record Ecdsa() implements SignatureScheme {}

    /** Pure Ed25519 or Ed448 (RFC 8032) over the whole message, without a context. */
    record EdDsa() implements SignatureScheme {}

    /** DSA (FIPS 186-4, 4.6) over a digest of any length; the result is DER. */
    record Dsa() implements SignatureScheme {}

    /** Pure ML-DSA (FIPS 204, 5.2) over the whole message, with an empty context. */
    record MlDsa() implements SignatureScheme {}

    /** RSAES-PKCS1-v1_5 (RFC 8017, 7.2) with implicit rejection (userfile.md, Rejection). */
    record RsaPkcs1Decrypt() implements DecryptionScheme {}

    /** m^d mod n and nothing around it (RFC 8017, RSADP and RSASP1): whoever may ask for this does the padding himself. */
    record RsaRaw() implements DecryptionScheme {}

    /** RSAES-OAEP (RFC 8017, 7.1) with two hash functions of its own and a label, possibly empty. */
    final class RsaOaep implements DecryptionScheme {
        private final Digest hash;
        private final Digest mgf;
        private final byte[] label;

        /** @param mgf the hash function of MGF1 */
        public RsaOaep(Digest hash, Digest mgf, byte[] label) {
            this.hash = Objects.requireNonNull(hash);
            this.mgf = Objects.requireNonNull(mgf);
            this.label = label.clone();
        }

        public Digest hash() {
            return hash;
        }

        public Digest mgf() {
            return mgf;
        }

        public byte[] label() {
            return label.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof RsaOaep that
                    && hash == that.hash
                    && mgf == that.mgf
                    && Arrays.equals(label, that.label);
        }

        @Override
        public int hashCode() {
            return Objects.hash(hash, mgf, Arrays.hashCode(label));
        }

        @Override
        public String toString() {
            return "RsaOaep[" + hash + ", MGF1 " + mgf + "]";
        }
    }
}
