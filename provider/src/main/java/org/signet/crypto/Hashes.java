package org.signet.crypto;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA224Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.digests.SHA384Digest;
import org.bouncycastle.crypto.digests.SHA512Digest;
import org.bouncycastle.crypto.digests.SHA512tDigest;

/** What Bouncy Castle calls a {@link Digest}; apart from it, so that naming one does not load Bouncy Castle. */
record Hashes(ASN1ObjectIdentifier oid, Supplier<org.bouncycastle.crypto.Digest> engine) {
    private static final Map<Digest, Hashes> TABLE = new EnumMap<>(Map.of(
            Digest.SHA1, new Hashes(X509ObjectIdentifiers.id_SHA1, SHA1Digest::new),
            Digest.SHA224, new Hashes(NISTObjectIdentifiers.id_sha224, SHA224Digest::new),
            Digest.SHA256, new Hashes(NISTObjectIdentifiers.id_sha256, SHA256Digest::new),
            Digest.SHA384, new Hashes(NISTObjectIdentifiers.id_sha384, SHA384Digest::new),
            Digest.SHA512, new Hashes(NISTObjectIdentifiers.id_sha512, SHA512Digest::new),
            Digest.SHA512_224, new Hashes(NISTObjectIdentifiers.id_sha512_224, () -> new SHA512tDigest(224)),
            Digest.SHA512_256, new Hashes(NISTObjectIdentifiers.id_sha512_256, () -> new SHA512tDigest(256))));

    static Hashes of(Digest digest) {
        return TABLE.get(digest);
    }
}
