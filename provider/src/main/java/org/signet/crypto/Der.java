package org.signet.crypto;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import org.signet.key.KeyAccessException;

/** As much of DER as a reader of keys needs: the public key in a certificate, and a public key's algorithm. */
public final class Der {
    private static final int SEQUENCE = 0x30;
    private static final int INTEGER = 0x02;
    private static final int OID = 0x06;
    private static final int VERSION = 0xA0;

    private final byte[] bytes;
    private int at;
    private int end;

    private Der(byte[] bytes) {
        this.bytes = bytes;
        this.end = bytes.length;
    }

    /** The SubjectPublicKeyInfo in a certificate (RFC 5280, 4.1); empty if it is none. */
    public static Optional<byte[]> spkiOfCertificate(byte[] certificate) {
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

    /** The JDK's own key object (or, where it has none for ML-DSA, Signet's), if that has these bytes as its encoding. */
    public static Optional<PublicKey> publicKey(byte[] spki) {
        return algorithm(spki).flatMap(KeyFamily::ofOid).flatMap(family -> publicKey(family, spki));
    }

    private static Optional<PublicKey> publicKey(KeyFamily family, byte[] spki) {
        try {
            return Optional.of(Services.platform().publicKey(family, spki))
                    .filter(key -> Arrays.equals(key.getEncoded(), spki));
        } catch (KeyAccessException e) {
            return Optional.empty();
        }
    }

    /** The OID of a SubjectPublicKeyInfo's algorithm, its content octets in hex; empty for what is none. */
    static Optional<String> algorithm(byte[] spki) {
        Der der = new Der(spki);
        boolean outer = der.enter(SEQUENCE);
        if (!outer || !der.enter(SEQUENCE) || der.tag() != OID) {
            return Optional.empty();
        }
        int from = der.at + 2;
        return der.skip(OID)
                ? Optional.of(HexFormat.of().formatHex(spki, Math.min(from, der.at), der.at))
                : Optional.empty();
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
