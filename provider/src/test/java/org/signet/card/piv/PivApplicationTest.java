package org.signet.card.piv;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.signet.card.CardApplication;
import org.signet.card.CardDataException;
import org.signet.card.CardRefusal;
import org.signet.card.TouchPolicy;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.GetResponse;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.Tlv;
import org.signet.key.KeyAccessException;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;

class PivApplicationTest {
    private static final String SELECT = "00A404000BA00000030800001000010000";
    private static final String GET_CHUID = "00CB3FFF055C035FC10200";
    private static final String GET_DISCOVERY = "00CB3FFF035C017E00";
    private static final String GUID = "00112233445566778899aabbccddeeff";
    private static final String FASC_N = "d13810d828ab6c10c339e5a16859225a9a0a9a0a9a0a9a0a9a";
    private static final byte[] NONE = {};

    private final Deque<String[]> script = new ArrayDeque<>();
    private final ApduChannel card = command -> {
        String[] step = script.remove();
        assertEquals(step[0], HexFormat.of().withUpperCase().formatHex(command.bytes()));
        return ResponseApdu.of(HexFormat.of().parseHex(step[1]));
    };

    private PivApplicationTest expect(String command, String answer) {
        script.add(new String[] {command, answer});
        return this;
    }

    private CardApplication selected() throws ReaderException {
        return selected(card);
    }

    private CardApplication selected(ApduChannel channel) throws ReaderException {
        script.addFirst(new String[] {SELECT, "610b4f09a000000308000010009000"});
        return new PivDriver().select(channel).orElseThrow();
    }

    private static PublicKey p256() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair().getPublic();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String chuid(String guid, String fascN) {
        byte[] object = Tlv.of(
                        0x53,
                        Tlv.of(0x30, HexFormat.of().parseHex(fascN)),
                        Tlv.of(0x34, HexFormat.of().parseHex(guid)),
                        Tlv.of(0x3E, NONE),
                        Tlv.of(0xFE, NONE))
                .bytes();
        return HexFormat.of().formatHex(object) + "9000";
    }

    @Test
    void cardWithoutTheApplicationIsNone() throws ReaderException {
        expect(SELECT, "6a82");
        assertTrue(new PivDriver().select(card).isEmpty());
    }

    @Test
    void yubikeySerialIsDecimalAndUnsigned() throws ReaderException, CardRefusal, CardDataException {
        expect("00F8000000", "ffffffff9000").expect("00F8000000", "000000019000");
        CardApplication piv = selected();
        assertEquals("4294967295", piv.serial());
        assertEquals("1", piv.serial());
    }

    @Test
    void otherCardsAreNamedByTheirGuidAndAskedForASerialOnce() throws ReaderException, CardRefusal, CardDataException {
        expect("00F8000000", "6d00").expect(GET_CHUID, chuid(GUID, FASC_N)).expect(GET_CHUID, chuid(GUID, FASC_N));
        CardApplication piv = selected();
        assertEquals(GUID, piv.serial());
        assertEquals(GUID, piv.serial());
        assertTrue(script.isEmpty());
    }

    /** 0052F743 is what every card of piv-authenticator (SoloKeys, Nitrokey) answers: a number that names none of them. */
    @Test
    void serialThatEveryCardOfAMakeHasNamesNone() throws ReaderException, CardRefusal, CardDataException {
        expect("00F8000000", "0052f7439000").expect(GET_CHUID, chuid(GUID, FASC_N));
        expect("00CB3FFF055C035FC10C00", "6a82");
        CardApplication piv = selected();
        assertEquals(GUID, piv.serial());
        assertEquals(4, piv.references().size(), "and it is no YubiKey");
        assertTrue(script.isEmpty());
    }

    @Test
    void withoutAGuidTheFascNNamesTheCardUnlessItIsEverybodys() throws ReaderException, CardRefusal, CardDataException {
        expect("00F8000000", "6d00").expect(GET_CHUID, chuid("00".repeat(16), FASC_N));
        assertEquals(FASC_N, selected().serial());
        expect("00F8000000", "6d00")
                .expect(GET_CHUID, chuid("00".repeat(16), "d4e739da739ced39ce739d836858210842108421c84210c3eb"));
        CardApplication nameless = selected();
        assertThrows(CardDataException.class, nameless::serial);
        expect("00F8000000", "6d00").expect(GET_CHUID, "6a82");
        CardApplication without = selected();
        assertThrows(CardDataException.class, without::serial);
    }

    @Test
    void digestsAreFittedToTheField() throws ReaderException, CardRefusal {
        String begin = "0087119A267C2482008120";
        expect(begin + "00".repeat(12) + "01".repeat(20) + "00", "7c0482023000" + "9000");
        expect(begin + "01".repeat(32) + "00", "7c0482023000" + "9000");
        CardApplication piv = selected();
        for (int length : new int[] {20, 64}) {
            byte[] digest = new byte[length];
            java.util.Arrays.fill(digest, (byte) 1);
            assertArrayEquals(new byte[] {0x30, 0}, piv.perform("9a", p256(), Primitive.ECDSA, digest));
        }
    }

    @Test
    void agreementSendsThePointAndWantsAFieldElement() throws ReaderException, CardRefusal {
        String command = "0087119D477C4582008541" + "04".repeat(65) + "00";
        expect(command, "7c228220" + "05".repeat(32) + "9000").expect(command, "7c21821f" + "05".repeat(31) + "9000");
        CardApplication piv = selected();
        byte[] point = new byte[65];
        java.util.Arrays.fill(point, (byte) 4);
        assertEquals(32, piv.perform("9d", p256(), Primitive.ECDH, point).length);
        assertThrows(ReaderException.class, () -> piv.perform("9d", p256(), Primitive.ECDH, point));
        assertThrows(KeyAccessException.class, () -> piv.perform("9a", p256(), Primitive.ECDH, point));
        assertThrows(KeyAccessException.class, () -> piv.perform("9z", p256(), Primitive.ECDSA, point));
    }

    /** One result in 256 begins with a zero, which a card may take for none of the number. What comes is checked above. */
    @Test
    void rsaResultWithoutItsLeadingZerosIsFilledUp() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        PublicKey rsa = generator.generateKeyPair().getPublic();
        String command = "0087069A88" + "7C818582008181" + "80" + "00".repeat(128) + "00";
        expect(command, "7c8181" + "827f" + "05".repeat(127) + "9000");
        expect(command, "7c7e" + "827c" + "05".repeat(124) + "9000");
        expect(command, "7c7d" + "827b" + "05".repeat(123) + "9000").expect(command, "7c028200" + "9000");
        CardApplication piv = selected();
        byte[] filled = piv.perform("9a", rsa, Primitive.RSA_RAW, new byte[128]);
        assertEquals("00" + "05".repeat(127), HexFormat.of().formatHex(filled));
        assertEquals(128, piv.perform("9a", rsa, Primitive.RSA_RAW, new byte[128]).length);
        for (int i = 0; i < 2; i++) {
            assertThrows(ReaderException.class, () -> piv.perform("9a", rsa, Primitive.RSA_RAW, new byte[128]));
        }
        assertTrue(script.isEmpty());
    }

    @Test
    void logoutThatTheCardDoesNotKnowIsNotSentAgain() throws ReaderException {
        expect(GET_DISCOVERY, "6a82").expect("0020FF80", "6a86");
        CardApplication piv = selected();
        piv.logout();
        piv.logout();
        assertTrue(script.isEmpty());
    }

    @Test
    void emptyVerifyHasFourBytes() throws ReaderException, CardRefusal {
        expect(GET_DISCOVERY, "6a82")
                .expect("00200080", "63c2")
                .expect("00200080", "9000")
                .expect("00200080", "6983")
                .expect("00200080", "6300")
                .expect("00200080", "6303");
        CardApplication piv = selected();
        assertEquals(2, piv.pinState().triesLeft().getAsInt());
        assertTrue(piv.pinState().verified());
        assertTrue(piv.pinState().blocked());
        assertTrue(piv.pinState().triesLeft().isEmpty());
        assertEquals(3, piv.pinState().triesLeft().getAsInt());
    }

    @Test
    void globalPinIsTheOneWhereTheDiscoveryObjectSaysSo() throws Exception {
        for (String other : List.of("4000", "6010", "4020", "60", "602000")) {
            assertEquals(0x80, PivObjects.pin(discovery(other)), other);
        }
        for (String bad : List.of("", "7e", "53035f2f00", "7e055f2f026020ff")) {
            assertEquals(0x80, PivObjects.pin(hex(bad)), bad);
        }
        String global = HexFormat.of().formatHex(discovery("6020")) + "9000";
        expect(GET_DISCOVERY, global).expect("00200000", "63c5").expect("0020000008" + "313233343536FFFF", "63c4");
        expect("0020FF00", "9000");
        CardApplication piv = selected();
        assertEquals(5, piv.pinState().triesLeft().getAsInt());
        assertEquals(
                "VERIFY 00 answered 63C4",
                piv.verify("123456".getBytes(US_ASCII)).answered());
        piv.logout();
        assertTrue(script.isEmpty());
    }

    private static byte[] discovery(String policy) {
        Tlv aid = Tlv.of(0x4F, hex("a000000308000010000100"));
        return Tlv.of(0x7E, aid, Tlv.of(0x5F2F, hex(policy))).bytes();
    }

    @Test
    void yubikeyIsNotAskedWhichPinItWants() throws Exception {
        expect("00F8000000", "000000019000").expect("00200080", "63c3");
        CardApplication piv = selected();
        piv.serial();
        assertEquals(3, piv.pinState().triesLeft().getAsInt());
        assertTrue(script.isEmpty());
    }

    @Test
    void cardThatIsNoYubikeyTellsItsRetiredKeysByTheKeyHistory() throws Exception {
        String history = "00CB3FFF055C035FC10C00";
        expect("00F8000000", "6d00").expect(GET_CHUID, chuid(GUID, FASC_N));
        expect(history, "6a82").expect(SELECT, "9000");
        expect(history, "530ac10102c20103f300fe009000").expect(SELECT, "9000").expect(history, "5303c101ff9000");
        CardApplication piv = selected();
        piv.serial();
        assertEquals(List.of("9a", "9c", "9d", "9e"), piv.references());
        assertEquals(List.of("9a", "9c", "9d", "9e"), piv.references());
        piv.select();
        assertEquals(List.of("9a", "9c", "9d", "9e", "82", "83"), piv.references());
        piv.select();
        assertEquals(24, piv.references().size());
        assertTrue(script.isEmpty());
    }

    /** Objects that came with 800-73-3 are to older cards, and to the ones of piv-authenticator, whatever they call unknown. */
    @Test
    void cardThatDoesNotKnowAKeyHistoryHasNoRetiredKeys() throws Exception {
        for (String unknown : List.of("6a81", "6a80", "6a86", "6982")) {
            expect("00F8000000", "6d00").expect(GET_CHUID, chuid(GUID, FASC_N));
            expect("00CB3FFF055C035FC10C00", unknown);
            CardApplication piv = selected();
            piv.serial();
            assertEquals(List.of("9a", "9c", "9d", "9e"), piv.references(), unknown);
        }
        assertTrue(script.isEmpty());
    }

    @Test
    void emptyPlaceIsNotListedAgainBeforeTheNextSelect() throws Exception {
        expect("00F8000000", "6d00").expect(GET_CHUID, chuid(GUID, FASC_N));
        expect("00CB3FFF055C035FC10C00", "6a82").expect("00CB3FFF0000055C035FC1050000", "6a82");
        CardApplication piv = selected();
        piv.serial();
        assertEquals(List.of("9a", "9c", "9d", "9e"), piv.references());
        assertTrue(piv.key("9a").isEmpty());
        assertEquals(List.of("9c", "9d", "9e"), piv.references());
        assertTrue(script.isEmpty());
    }

    @Test
    void yubikeysRetiredPlaceCostsOneCommandAndIsNotListedAgain() throws Exception {
        expect("00F8000000", "000000019000").expect("00F70082000000", "6a88");
        CardApplication piv = selected();
        piv.serial();
        assertEquals(24, piv.references().size());
        assertTrue(piv.key("82").isEmpty());
        assertEquals(23, piv.references().size());
        expect(SELECT, "9000");
        piv.select();
        assertEquals(24, piv.references().size());
        assertTrue(script.isEmpty());
    }

    @Test
    void oldYubikeyIsAskedForMetadataOnce() throws Exception {
        expect("00F8000000", "000000019000");
        expect("00CB3FFF0000055C035FC1050000", "6a82").expect("00F7009A000000", "6d00");
        expect("00CB3FFF0000055C035FC10A0000", "6a82").expect("00CB3FFF0000055C035FC10D0000", "6a82");
        CardApplication piv = selected();
        piv.serial();
        assertTrue(piv.key("9a").isEmpty());
        assertTrue(piv.key("9c").isEmpty());
        assertTrue(piv.key("82").isEmpty());
        assertTrue(script.isEmpty());
    }

    /** Cards that are like a YubiKey in the serial alone call the command unknown in their own ways. */
    @Test
    void metadataThatTheCardDoesNotKnowHideNoCertificate() throws Exception {
        for (String unknown : List.of("6e00", "6a81", "6a86", "6700")) {
            expect("00F8000000", "800000019000").expect("00F70082000000", unknown);
            expect("00CB3FFF0000055C035FC10D0000", "6a82").expect("00CB3FFF0000055C035FC10E0000", "6a82");
            CardApplication piv = selected();
            piv.serial();
            assertTrue(piv.key("82").isEmpty());
            assertTrue(piv.key("83").isEmpty());
            assertTrue(script.isEmpty(), unknown);
        }
    }

    /** Some cards begin with nothing but 61xx, over T=1 too. */
    @Test
    void policiesThatAreHeldBackAreFetched() throws Exception {
        expect("00F8000000", "800000019000")
                .expect("00F7009A00", "610b")
                .expect("00C000000B", "010107020203020301019000");
        expect("00F7009C00", "0101070202030203010104" + "820109" + "6100");
        CardApplication piv = selected(new GetResponse(card));
        piv.serial();
        assertEquals(TouchPolicy.ALWAYS, piv.readTouch("9a"));
        assertEquals(PinPolicy.ALWAYS, piv.pinPolicy("9a"));
        assertEquals(TouchPolicy.ALWAYS, piv.readTouch("9c"));
        assertTrue(script.isEmpty(), "where the begin tells, the rest is not fetched");
    }

    @Test
    void metadataOfAnUnknownAlgorithmIsNoKeyAndADamagedOneIsBadData() throws CardDataException {
        assertTrue(PivMetadata.publicKey("9a", hex("0101e0 0402 8600")).isEmpty());
        for (String bad : List.of(
                "",
                "0101",
                "010111",
                "010111 0400",
                "010111 0403 860104",
                "010107 0406 810101 820103",
                "010107 04028100")) {
            assertThrows(CardDataException.class, () -> PivMetadata.publicKey("9a", hex(bad)), bad);
        }
    }

    @Property(tries = 300)
    void anyMetadataIsAKeyNoneOrBadData(@ForAll @Size(max = 200) byte[] noise) {
        byte[] metadata = new byte[noise.length + 3];
        System.arraycopy(hex("010111"), 0, metadata, 0, 3);
        System.arraycopy(noise, 0, metadata, 3, noise.length);
        assertThrows(CardDataException.class, () -> PivMetadata.publicKey("9a", metadata));
        assertNotNull(PivMetadata.touch(noise));
        assertNotNull(PivMetadata.pin(noise));
    }

    @Test
    void theBeginOfMetadataTellsThePoliciesAndAnyOtherNone() {
        byte[] begin = hex("010107 02020302 030101 04820109");
        assertEquals(TouchPolicy.ALWAYS, PivMetadata.touch(begin));
        assertEquals(Optional.of(PinPolicy.ALWAYS), PivMetadata.pin(begin));
        assertEquals(TouchPolicy.CACHED, PivMetadata.touch(hex("02020103")));
        assertEquals(Optional.of(PinPolicy.NEVER), PivMetadata.pin(hex("02020103")));
        for (String none : List.of("", "02", "0202", "020202", "020102", "02020000", "04820109", "0202FFFF")) {
            assertEquals(TouchPolicy.NEVER, PivMetadata.touch(hex(none)), none);
        }
        assertEquals(Optional.empty(), PivMetadata.pin(hex("02020001")), "the place's own rule");
    }

    private static byte[] hex(String text) {
        return HexFormat.of().parseHex(text.replace(" ", ""));
    }

    private static byte[] gzip(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(data);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return out.toByteArray();
    }

    private static byte[] compressed(byte[] gzip) {
        return Tlv.of(0x53, Tlv.of(0x70, gzip), Tlv.of(0x71, new byte[] {1}), Tlv.of(0xFE, NONE))
                .bytes();
    }

    @Test
    void gzipBombIsRefused() {
        byte[] bomb = compressed(gzip(new byte[20_000_000]));
        CardDataException e = assertThrows(CardDataException.class, () -> PivObjects.certificate("9a", bomb));
        assertTrue(e.getMessage().contains("inflates"), e.getMessage());
        byte[] gzip = gzip(new byte[100]);
        gzip[gzip.length - 5] ^= 1; // CRC
        assertThrows(CardDataException.class, () -> PivObjects.certificate("9a", compressed(gzip)));
    }

    @Property(tries = 500)
    void anyObjectIsACertificateOrBadData(@ForAll @Size(max = 400) byte[] noise) throws CardDataException {
        byte[] object = Tlv.of(0x53, Tlv.of(0x70, Tlv.of(0x30, noise).bytes())).bytes();
        assertThrows(CardDataException.class, () -> PivObjects.certificate("9a", object));
        assertThrows(
                CardDataException.class,
                () -> PivObjects.identity(Tlv.of(0x53, noise).bytes()));
    }

    @Test
    void emptyObjectIsNoCertificate() throws CardDataException {
        assertTrue(PivObjects.certificate("9a", new byte[] {0x53, 0}).isEmpty());
    }
}
