package org.signet.crypto;

import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA3Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHA512tDigest;

/** What Bouncy Castle calls a {@link Digest}; apart from it, so that naming one does not load Bouncy Castle. */
record Hashes(ASN1ObjectIdentifier oid, Supplier<org.bouncycastle.crypto.Digest> engine) {
    /** A {@link Digest} without its line here does not compile. */
    static Hashes of(Digest digest) {
        return switch (digest) {
            case SHA1 -> new Hashes(X509ObjectIdentifiers.id_SHA1, SHA1Digest::new);
            case SHA224 -> new Hashes(NISTObjectIdentifiers.id_sha224, SHA224Digest::new);
            case SHA256 -> new Hashes(NISTObjectIdentifiers.id_sha256, SHA256Digest::new);
            case SHA384 -> new Hashes(NISTObjectIdentifiers.id_sha384, SHA384Digest::new);
            case SHA512 -> new Hashes(NISTObjectIdentifiers.id_sha512, SHA512Digest::new);
            case SHA512_224 -> new Hashes(NISTObjectIdentifiers.id_sha512_224, () -> new SHA512tDigest(224));
            case SHA512_256 -> new Hashes(NISTObjectIdentifiers.id_sha512_256, () -> new SHA512tDigest(256));
            case SHA3_224 -> new Hashes(NISTObjectIdentifiers.id_sha3_224, () -> new SHA3Digest(224));
            case SHA3_256 -> new Hashes(NISTObjectIdentifiers.id_sha3_256, () -> new SHA3Digest(256));
            case SHA3_384 -> new Hashes(NISTObjectIdentifiers.id_sha3_384, () -> new SHA3Digest(384));
            case SHA3_512 -> new Hashes(NISTObjectIdentifiers.id_sha3_512, () -> new SHA3Digest(512));
        };
    }
}
