package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.card.CardAround;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.card.Tlv;
import org.signet.testkit.piv.EmulatedPivCard;

/** Each size of key in each kind of slot, on cards that differ in what they take and tell: the JDK believes every result. */
class EveryPivKeyTest {
    private static final Map<String, String> KEYS = keys();

    @TempDir
    private Path temporary;

    private World world;

    private static Map<String, String> keys() {
        Map<String, String> keys = new LinkedHashMap<>();
        String[] table = {
            "9a=rsa4096", "9c=p384", "9d=rsa3072", "9e=rsa1024", "82=p384", "83=rsa2048", "84=rsa4096", "85=p256"
        };
        Stream.of(table).forEach(row -> keys.put(row.substring(0, 2), row.substring(3)));
        return keys;
    }

    /** How a card differs. */
    enum Kind {
        YUBIKEY,
        PLAIN,
        GLOBAL_PIN,
        SHORT_ONLY,
        ANSWERS_6700_TO_EXTENDED,
        ANSWERS_6D00_TO_EXTENDED
    }

    @BeforeEach
    void aMachine() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCounterIsRight() {
        world.close();
    }

    private static KeyPair pair(String slot) {
        return Keys.named("every" + slot, KEYS.get(slot));
    }

    private EmulatedPivCard insert(Kind kind) {
        EmulatedPivCard.Builder builder = world.builder();
        KEYS.keySet().forEach(slot -> builder.key(slot, pair(slot)));
        switch (kind) {
            case PLAIN -> builder.plain();
            case GLOBAL_PIN -> builder.pin("11111111").globalPin(World.PIN);
            case SHORT_ONLY -> builder.shortOnly();
            default -> {}
        }
        EmulatedPivCard card = world.watched(builder);
        world.insert(
                switch (kind) {
                    case ANSWERS_6700_TO_EXTENDED -> new ShortOnly(card, 0x67);
                    case ANSWERS_6D00_TO_EXTENDED -> new ShortOnly(card, 0x6D);
                    default -> card;
                });
        return card;
    }

    /** A card whose answer to reset promises extended length, and that does not take it. */
    private static final class ShortOnly extends CardAround {
        private final int sw1;

        ShortOnly(SmartCard card, int sw1) {
            super(card);
            this.sw1 = sw1;
        }

        @Override
        public byte[] process(byte[] apdu) {
            boolean extended = apdu.length > 6 && apdu[4] == 0;
            return extended ? new byte[] {(byte) sw1, 0} : card.process(apdu);
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void everyKeySignsDecryptsOrAgreesAsItsKindMay(Kind kind) throws Exception {
        EmulatedPivCard card = insert(kind);
        KeyStore keys = world.load(World.PIN);
        assertEquals(
                KEYS.keySet().stream().map(slot -> "piv-" + slot).sorted().toList(),
                Collections.list(keys.aliases()).stream().sorted().toList());
        for (String slot : KEYS.keySet()) {
            PrivateKey key = App.key(keys, "piv-" + slot);
            PublicKey publicKey = keys.getCertificate("piv-" + slot).getPublicKey();
            assertEquals(pair(slot).getPublic(), publicKey);
            if (KEYS.get(slot).startsWith("rsa")) {
                signs(key, publicKey, "SHA256withRSA");
                decrypts(key, publicKey);
            } else if (slot.startsWith("9")) {
                signs(key, publicKey, "SHA384withECDSA");
            } else {
                agrees(key, slot);
            }
        }
        assertEquals(kind == Kind.GLOBAL_PIN ? 3 : 0, card.globalPinTries());
        assertTrue(card.log().stream().noneMatch(l -> kind == Kind.GLOBAL_PIN && l.startsWith("> 002000800")));
    }

    private static void signs(PrivateKey key, PublicKey publicKey, String algorithm) throws GeneralSecurityException {
        Signature signer = Signature.getInstance(algorithm);
        signer.initSign(key);
        signer.update(App.MESSAGE);
        byte[] value = signer.sign();
        Signature verifier = Signature.getInstance(algorithm);
        verifier.initVerify(publicKey);
        verifier.update(App.MESSAGE);
        assertTrue(verifier.verify(value));
    }

    private static void decrypts(PrivateKey key, PublicKey publicKey) throws GeneralSecurityException {
        Cipher to = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        to.init(Cipher.ENCRYPT_MODE, publicKey);
        Cipher from = Cipher.getInstance("RSA/ECB/OAEPWithSHA-1AndMGF1Padding");
        from.init(Cipher.DECRYPT_MODE, key);
        assertArrayEquals(App.MESSAGE, from.doFinal(to.doFinal(App.MESSAGE)));
    }

    private static void agrees(PrivateKey key, String slot) throws GeneralSecurityException {
        KeyPair peer = Keys.named("peer" + slot, KEYS.get(slot));
        assertArrayEquals(
                agreed(peer.getPrivate(), pair(slot).getPublic()), agreed(key, peer.getPublic()), "piv-" + slot);
    }

    private static byte[] agreed(PrivateKey own, PublicKey peer) throws GeneralSecurityException {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
        agreement.init(own);
        agreement.doPhase(peer, true);
        return agreement.generateSecret();
    }

    @Test
    void theLastRetiredSlotAndAKeyWithoutACertificateAreFoundOnAYubikey() throws Exception {
        EmulatedPivCard.Builder builder = world.builder();
        for (String slot : List.of("9a", "9c", "95")) {
            builder.key(slot, Keys.named("bare" + slot, "p256")).withoutCertificate(slot);
        }
        world.insert(world.watched(builder));
        KeyStore keys = world.load(World.PIN);
        assertEquals(List.of("piv-95", "piv-9a", "piv-9c"), Collections.list(keys.aliases()));
        for (String slot : List.of("9a", "9c")) {
            assertNull(keys.getCertificate("piv-" + slot));
            signs(
                    App.key(keys, "piv-" + slot),
                    Keys.named("bare" + slot, "p256").getPublic(),
                    "SHA256withECDSA");
        }
        KeyPair peer = Keys.named("peer", "p256");
        assertArrayEquals(
                agreed(peer.getPrivate(), Keys.named("bare95", "p256").getPublic()),
                agreed(App.key(keys, "piv-95"), peer.getPublic()));
    }

    /** SP 800-73-4 part 1, appendix A: CertInfo 01. */
    @Test
    void aCompressedCertificateIsReadAndItsKeySigns() throws Exception {
        EmulatedPivCard card = world.card("9a=p256", "9c=p256");
        byte[] certificate = card.certificate("9a").orElseThrow().getEncoded();
        card.putObject(
                0x5FC105, Tlv.concat(Tlv.of(0x70, gzip(certificate)), Tlv.of(0x71, new byte[] {1}), Tlv.of(0xFE)));
        world.insert(card);
        KeyStore keys = world.load(World.PIN);
        assertArrayEquals(certificate, keys.getCertificate("piv-9a").getEncoded());
        App.assertSigns(keys, "piv-9a");
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(data);
        }
        return out.toByteArray();
    }
}
