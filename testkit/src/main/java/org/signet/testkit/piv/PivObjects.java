package org.signet.testkit.piv;

import java.nio.ByteBuffer;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.testkit.card.Tlv;

/** The data objects of SP 800-73-4 part 1, table 3 and appendix A, each as GET DATA answers it. */
final class PivObjects {
    static final int CHUID = 0x5FC102;
    static final int CAPABILITIES = 0x5FC107;
    static final int KEY_HISTORY = 0x5FC10C;
    static final int DISCOVERY = 0x7E;
    static final int BIOMETRIC_GROUP = 0x7F61;

    private static final int DATA = 0x53;
    /** The FASC-N of a card outside the federal government: agency code 9999 (SP 800-116, packed BCD with parity). */
    private static final byte[] FASC_N = hex("D4E739DA739CED39CE739D836858210842108421C84210C3EB");

    private final Map<Integer, byte[]> objects = new ConcurrentHashMap<>();

    /** @param globalPin whether the card has one, and wants it first */
    PivObjects(byte[] aid, UUID guid, boolean globalPin) {
        objects.put(DISCOVERY, discovery(aid, globalPin));
        put(CHUID, chuid(guid));
        put(CAPABILITIES, capabilities(guid));
    }

    /** @param objects what {@link #all} gave */
    PivObjects(Map<Integer, byte[]> objects) {
        this.objects.putAll(objects);
    }

    /** Tag to what GET DATA answers. */
    Map<Integer, byte[]> all() {
        return Map.copyOf(objects);
    }

    /** What remains is no data of anybody's. */
    void wipe() {
        objects.keySet().retainAll(Set.of(DISCOVERY));
    }

    Optional<byte[]> get(int tag) {
        return Optional.ofNullable(objects.get(tag));
    }

    /** @param content what tag 53 holds; empty deletes the object (SP 800-73-4 part 2, 3.3.2) */
    void put(int tag, byte[] content) {
        if (content.length == 0) {
            objects.remove(tag);
        } else {
            objects.put(tag, Tlv.of(DATA, content));
        }
    }

    /** Tags 70 certificate, 71 CertInfo (00: not compressed), FE error detection code. */
    void putCertificate(PivSlot slot, X509Certificate certificate) {
        try {
            put(
                    slot.certificate(),
                    Tlv.concat(Tlv.of(0x70, certificate.getEncoded()), Tlv.of(0x71, new byte[1]), Tlv.of(0xFE)));
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate without an encoding", e);
        }
    }

    /** 5F2F 4000: the PIV card application's PIN alone satisfies the access rules; 6020: the global one too, and it is the first. */
    private static byte[] discovery(byte[] aid, boolean globalPin) {
        return Tlv.of(DISCOVERY, Tlv.of(0x4F, aid), Tlv.of(0x5F2F, hex(globalPin ? "6020" : "4000")));
    }

    /** How many retired keys there are, from 82 on, all with their certificates here (C1 and C2 of part 1, table 19). */
    void putKeyHistory(int retired) {
        put(
                KEY_HISTORY,
                Tlv.concat(Tlv.of(0xC1, new byte[] {(byte) retired}), Tlv.of(0xC2, new byte[1]), Tlv.of(0xFE)));
    }

    private static byte[] chuid(UUID guid) {
        byte[] id = ByteBuffer.allocate(16)
                .putLong(guid.getMostSignificantBits())
                .putLong(guid.getLeastSignificantBits())
                .array();
        return Tlv.concat(
                Tlv.of(0x30, FASC_N),
                Tlv.of(0x34, id),
                Tlv.of(0x35, "20991231".getBytes(java.nio.charset.StandardCharsets.US_ASCII)),
                Tlv.of(0x3E),
                Tlv.of(0xFE));
    }

    // spotless:off
    private static byte[] capabilities(UUID guid) {
        byte[] id = ByteBuffer.allocate(21).put(hex("A000000116FF02")) // GSC-RID, manufacturer, card type
                .putLong(13, guid.getLeastSignificantBits()).array();
        return Tlv.concat(
            Tlv.of(0xF0, id),          // card identifier
            Tlv.of(0xF1, hex("21")),   // capability container version
            Tlv.of(0xF2, hex("21")),   // capability grammar version
            Tlv.of(0xF3),              // applications
            Tlv.of(0xF4, hex("00")),   // PKCS#15: none
            Tlv.of(0xF5, hex("10")),   // data model
            Tlv.of(0xF6), Tlv.of(0xF7), Tlv.of(0xFA), Tlv.of(0xFB), Tlv.of(0xFC), Tlv.of(0xFD), Tlv.of(0xFE));
    }
    // spotless:on

    private static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits);
    }
}
