package org.signet.userfile;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** As much of DER as the file's reader needs: the public key in a certificate, and a public key's algorithm. */
final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OID = 0x06;
    private static final int VERSION = 0xA0;

    /** AlgorithmIdentifier's OID, the JCA's name, the JDK's provider (RFC 8017, 5480, 8410). */
    private record Algorithm(String oid, String name, String provider) {}

    private static final List<Algorithm> ALGORITHMS = List.of(
            new Algorithm("2a864886f70d010101", "RSA", "SunRsaSign"),
            new Algorithm("2a864886f70d01010a", "RSASSA-PSS", "SunRsaSign"),
            new Algorithm("2a8648ce3d0201", "EC", "SunEC"),
            new Algorithm("2b6570", "Ed25519", "SunEC"),
            new Algorithm("2b6571", "Ed448", "SunEC"),
            new Algorithm("2b656e", "X25519", "SunEC"),
            new Algorithm("2b656f", "X448", "SunEC"));

    private final byte[] bytes;
    private int at;
    private int end;

    private Der(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** The SubjectPublicKeyInfo in a certificate (RFC 5280, 4.1); empty if it is none. */
    static Optional<byte[]> spkiOfCertificate(byte[] certificate) {
        Der der = new Der(certificate);
        boolean outer = der.enter(SEQUENCE);
        boolean inside = outer && der.enter(SEQUENCE);
        if (inside && der.tag() == VERSION) {
            inside = der.skip(VERSION);
        }
        inside = inside && der.skip(INTEGER); // serialNumber
        for (int field = 0; inside && field < 4; field++) { // signature, issuer, validity, subject
            inside = der.skip(SEQUENCE);
        }
        int from = der.at;
        return inside && der.skip(SEQUENCE)
                ? Optional.of(Arrays.copyOfRange(certificate, from, der.at))
                : Optional.empty();
    }

    /** The JDK's own key object, if that has these bytes as its encoding. */
    static Optional<PublicKey> publicKey(byte[] spki) {
        Der der = new Der(spki);
        boolean outer = der.enter(SEQUENCE);
        if (!outer || !der.enter(SEQUENCE) || der.tag() != OID) {
            return Optional.empty();
        }
        int from = der.at + 2;
        if (!der.skip(OID)) {
            return Optional.empty();
        }
        String oid = HexFormat.of().formatHex(spki, Math.min(from, der.at), der.at);
        return ALGORITHMS.stream()
                .filter(algorithm -> algorithm.oid().equals(oid))
                .findFirst()
                .flatMap(algorithm -> publicKey(algorithm, spki));
    }

    private static Optional<PublicKey> publicKey(Algorithm algorithm, byte[] spki) {
        try {
            KeyFactory factory = KeyFactory.getInstance(algorithm.name(), Security.getProvider(algorithm.provider()));
            return Optional.of(factory.generatePublic(new X509EncodedKeySpec(spki)))
                    .filter(key -> Arrays.equals(key.getEncoded(), spki));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private int tag() {
        return at < end ? bytes[at] & 0xFF : -1;
    }

    private boolean enter(int tag) {
        int length = header(tag);
        if (length < 0) {
            return false;
        }
        end = at + length;
        return true;
    }

    private boolean skip(int tag) {
        int length = header(tag);
        at += Math.max(length, 0);
        return length >= 0;
    }

    /** The content's length, which is within what remains; negative if here is no such element. */
    private int header(int tag) {
        if (tag() != tag || end - at < 2) {
            return -1;
        }
        int first = bytes[at + 1] & 0xFF;
        int octets = first < 0x80 ? 0 : first - 0x80; // 80 itself, the indefinite length, is no DER
        if (first == 0x80 || octets > 3 || end - at - 2 < octets) {
            return -1;
        }
        int length = octets == 0 ? first : 0;
        for (int i = 0; i < octets; i++) {
            length = length << 8 | bytes[at + 2 + i] & 0xFF;
        }
        at += 2 + octets;
        return length <= end - at ? length : -1;
    }
}
