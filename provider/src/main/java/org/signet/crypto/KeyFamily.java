package org.signet.crypto;

import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.signet.key.Primitive;

/** The families of keys: what the JDK and a SubjectPublicKeyInfo call them, and what a software key of each can do. */
enum KeyFamily {
    // The OIDs are the content octets, in hex (RFC 8017, A.1; 5480, 2.1.1; 8410, 3; 3279, 2.3; PKCS #3; 9881, 2).
    // spotless:off
    RSA(        "RSA",        List.of(Primitive.RSA_RAW),               "2a864886f70d010101"),
    RSA_PSS(    "RSASSA-PSS", List.of(),                                "2a864886f70d01010a"),
    EC(         "EC",         List.of(Primitive.ECDSA, Primitive.ECDH), "2a8648ce3d0201"),
    EDWARDS(    "EdDSA",      List.of(Primitive.EDDSA),                 "2b6570", "2b6571"),
    MONTGOMERY( "XDH",        List.of(Primitive.XDH),                   "2b656e", "2b656f"),
    DSA(        "DSA",        List.of(Primitive.DSA),                   "2a8648ce380401"),
    DH(         "DH",         List.of(Primitive.DH),                    "2a864886f70d010301"),
    /** The JDK's own from JDK 24 on, else Bouncy Castle's inside Signet. */
    ML_DSA(     "ML-DSA",     List.of(Primitive.ML_DSA),                "608648016503040311", "608648016503040312", "608648016503040313");
    // spotless:on

    private final String algorithm;

    @SuppressWarnings("ImmutableEnumChecker") // List.of
    private final List<Primitive> can;

    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> oids;

    KeyFamily(String algorithm, List<Primitive> can, String... oids) {
        this.algorithm = algorithm;
        this.can = can;
        this.oids = List.of(oids);
    }

    /** By the OID's content octets in hex. */
    static Optional<KeyFamily> ofOid(String oid) {
        return Stream.of(values()).filter(f -> f.oids.contains(oid)).findFirst();
    }

    /** Whatever made the object: by its encoding. The JDK's own EC keys, asked for at each operation, by their class. */
    static Optional<KeyFamily> of(PublicKey key) {
        return key instanceof ECPublicKey && Services.isOfThePlatform(key.getClass())
                ? Optional.of(EC)
                : Optional.ofNullable(key.getEncoded()).flatMap(Der::algorithm).flatMap(KeyFamily::ofOid);
    }

    /** The name of the family's KeyFactory, and of its keys. */
    String algorithm() {
        return algorithm;
    }

    /** What a software key of the family can do. */
    List<Primitive> can() {
        return can;
    }
}
