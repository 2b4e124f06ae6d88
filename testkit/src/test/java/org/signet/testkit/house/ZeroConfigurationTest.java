package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.card.EmulatedCard;
import org.signet.testkit.piv.EmulatedPivCard;

/** Nobody is enrolled: one card in all readers is enough, and nothing is written. */
class ZeroConfigurationTest {
    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void aMachineWithoutUsers() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void leavesNoTraceAndTheCountersAreRight() throws IOException {
        world.close();
        assertEquals(List.of(), world.files());
    }

    @Test
    void theOneCardsKeysAreListed() throws Exception {
        EmulatedPivCard card = world.card();
        world.insert(card);
        KeyStore keys = world.load(World.PIN);
        assertEquals(List.of("piv-9a", "piv-9c", "piv-9d", "piv-9e"), Collections.list(keys.aliases()));
        for (String slot : List.of("9a", "9c", "9d", "9e")) {
            assertTrue(keys.isKeyEntry("piv-" + slot));
            assertFalse(keys.isCertificateEntry("piv-" + slot));
            Certificate certificate = card.certificate(slot).orElseThrow();
            assertEquals(certificate, keys.getCertificate("piv-" + slot));
            assertEquals(List.of(certificate), List.of(keys.getCertificateChain("piv-" + slot)));
            assertNull(App.key(keys, "piv-" + slot).getEncoded());
        }
        assertEquals(1, World.pinsSent(card));
    }

    @Test
    void everySignatureKeySignsAndTheKeyManagementKeyDecrypts() throws Exception {
        world.insert(world.card());
        KeyStore keys = world.load(World.PIN);
        App.assertSigns(keys, "piv-9a");
        App.assertSigns(keys, "piv-9c");
        App.assertSigns(keys, "piv-9e");
        App.assertDecrypts(keys, "piv-9d");
    }

    @Test
    void aKeyIsFoundByItsSerialToo() throws Exception {
        EmulatedPivCard card = world.card();
        world.insert(card);
        App.assertSigns(world.load(World.PIN), "piv-9a@" + card.serial());
    }

    /** Whoever came from SunPKCS11 has these in his configuration; nobody lists them. */
    @Test
    void aKeyIsFoundByTheLabelsOfPkcs11ModulesToo() throws Exception {
        EmulatedPivCard card = world.card();
        world.insert(card);
        KeyStore keys = world.load(World.PIN);
        for (String label : List.of("X.509 Certificate for PIV Authentication", "PIV AUTH key")) {
            assertTrue(keys.containsAlias(label) && keys.isKeyEntry(label), label);
            assertEquals(card.certificate("9a").orElseThrow(), keys.getCertificate(label));
            App.assertSigns(keys, label);
        }
        App.assertDecrypts(keys, "Certificate for Key Management");
        assertFalse(keys.containsAlias("X.509 Certificate for Retired Key 1"), "there is no such key");
        assertEquals(4, keys.size());
        assertEquals("piv-9a", keys.getCertificateAlias(card.certificate("9a").orElseThrow()));
    }

    @Test
    void withoutAPasswordTheKeysAreListedAndNoPinIsSent() throws Exception {
        EmulatedPivCard card = world.card();
        world.insert(card);
        KeyStore keys = world.load(null);
        assertEquals(4, keys.size());
        App.assertSays(App.failure(App.key(keys, "piv-9a"), Reason.NOT_CONNECTED), "log in");
        assertEquals(0, World.pinsSent(card));
    }

    @Test
    void whatOnlyAUserFileCouldKeepIsRefusedWithThatReason() throws Exception {
        world.insert(world.card());
        KeyStore keys = world.load(World.PIN);
        Certificate[] chain = keys.getCertificateChain("piv-9a");
        KeyStoreException alias = assertThrows(
                KeyStoreException.class, () -> keys.setKeyEntry("mine", App.key(keys, "piv-9a"), null, chain));
        App.assertSays(alias.getMessage(), "user information file", "not enrolled");
        assertThrows(KeyStoreException.class, () -> keys.deleteEntry("piv-9a"));
        App.assertSigns(keys, "piv-9a");
    }

    @Test
    void aSoftwareKeyIsNotImportedBesideACard() throws Exception {
        world.insert(world.card());
        KeyStore keys = world.load(World.PIN);
        KeyPair pair = Keys.named("soft", "p256");
        Certificate[] chain = {Keys.certificate("soft", pair)};
        KeyStoreException e =
                assertThrows(KeyStoreException.class, () -> keys.setKeyEntry("soft", pair.getPrivate(), null, chain));
        App.assertSays(e.getMessage(), "after its slot, for instance piv-9a", "nothing was written");
    }

    @Test
    void severalCardsAreRefusedByNameAndNothingIsSent() {
        EmulatedPivCard one = world.card();
        EmulatedPivCard other = world.card();
        world.insert(one);
        world.insert(other);
        for (String password : List.of(World.PIN, World.PASSPHRASE, "changeit")) {
            App.assertSays(
                    App.refusal(Reason.REFUSED, () -> world.load(password)), World.token(one), World.token(other));
        }
        assertEquals(0, one.count(EmulatedPivCard.VERIFY) + other.count(EmulatedPivCard.VERIFY));
    }

    @Test
    void theConfiguredOneOfSeveralCardsIsMeant() throws Exception {
        EmulatedPivCard one = world.card();
        EmulatedPivCard other = world.card();
        world.insert(one);
        world.insert(other);
        world.with("card.serial=" + other.serial());
        KeyStore keys = world.load(World.PIN);
        assertEquals(other.certificate("9a").orElseThrow(), keys.getCertificate("piv-9a"));
        App.assertSigns(keys, "piv-9a");
        assertEquals(0, World.pinsSent(one));
        assertEquals(1, World.pinsSent(other));
    }

    @Test
    void aConfiguredCardThatIsNotThereIsNamedWithThoseThatAre() {
        EmulatedPivCard card = world.card();
        String reader = world.insert(card);
        world.with("card.serial=piv:77");
        App.assertSays(
                App.refusal(Reason.WRONG_CARD, () -> world.load(World.PIN)),
                "card.serial=piv:77 is in no reader",
                World.token(card) + " in " + reader);
        assertEquals(0, World.pinsSent(card));
        world.takeOut(card);
        App.refusal(Reason.NO_CARD, () -> world.load(World.PIN));
    }

    @Test
    void aCardAndAWordIsRefusedAndNothingIsSentOrCreated() {
        EmulatedPivCard card = world.card();
        world.insert(card);
        for (String word : List.of("changeit", World.PASSPHRASE, "", "12345", "123456789", "12345a")) {
            App.assertSays(
                    App.refusal(Reason.REFUSED, () -> world.load(word)), World.token(card), "6 to 8 digits", "nothing");
        }
        assertEquals(0, card.count(EmulatedPivCard.VERIFY));
    }

    @Test
    void aPinWithoutACardSaysSo() {
        world.newReader();
        App.assertSays(App.refusal(Reason.NO_CARD, () -> world.load(World.PIN)), "no card", "insert it");
        App.assertSays(App.refusal(Reason.NO_CARD, () -> world.load(null)), "no", "card", "insert it");
    }

    @Test
    void aPinWithoutAReaderSaysSo() {
        App.assertSays(App.refusal(Reason.NO_READERS, () -> world.load(World.PIN)), "PIN", "reader");
    }

    @Test
    void aPinWithoutPcscdSaysSo() {
        EmulatedPivCard card = world.card();
        world.insert(card);
        world.stopPcsc();
        App.assertSays(App.refusal(Reason.IO, () -> world.load(World.PIN)), "PIN");
        assertEquals(0, card.apdus());
    }

    @Test
    void aCardThatIsNoPivCardIsNotTaken() {
        EmulatedCard other = new EmulatedCard("Other", true, List.of(), new ApduLog(line -> {}));
        world.insert(other);
        App.assertSays(
                App.refusal(Reason.NO_CARD, () -> world.load(World.PIN)),
                "Reader",
                "no application that is known here (piv)");
        assertEquals(0, other.count(EmulatedPivCard.VERIFY));
    }

    @Test
    void aCardThatIsNoPivCardDoesNotHideOneThatIs() throws Exception {
        world.insert(new EmulatedCard("Other", true, List.of(), new ApduLog(line -> {})));
        world.insert(world.card());
        App.assertSigns(world.load(World.PIN), "piv-9a");
    }
}
