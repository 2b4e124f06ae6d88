package org.signet.key;

import java.util.Locale;

/** What a place can really do with a key; everything else is made of it by an encoding on the host. */
public enum Primitive {
    /** m^d mod n; input and output k bytes, the length of the modulus (RFC 8017, RSASP1 and RSADP). */
    RSA_RAW,
    /** EMSA-PKCS1-v1_5 done by the place; input a DigestInfo. */
    RSA_PKCS1_SIGN,
    /** RSAES-PKCS1-v1_5 undone by the place; output the plaintext. */
    RSA_PKCS1_DECRYPT,
    /** Input a digest already cut to the order's length, output Ecdsa-Sig-Value in DER (RFC 3279, 2.2.3). */
    ECDSA,
    /** Input the whole message (RFC 8032, pure). */
    EDDSA,
    /** Input the peer's point, uncompressed (SEC 1, 2.3.3); output the x coordinate, of the field's length. */
    ECDH,
    /** Input the peer's u coordinate; output the shared secret (RFC 7748). */
    XDH,
    DH,
    DSA,
    ML_DSA;

    /** The word that stands in a record's {@code can:} line, for instance {@code rsa-raw}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
