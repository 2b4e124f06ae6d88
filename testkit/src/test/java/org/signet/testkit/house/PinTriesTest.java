package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.UnrecoverableKeyException;
import java.util.List;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.AccountLockedException;
import javax.security.auth.login.FailedLoginException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.SignetProvider;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** No try is lost that the user did not spend, and each refusal says how many are left. */
class PinTriesTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;
    private String reader;

    @BeforeEach
    void aCardInAReader() throws IOException {
        world = new World(temporary);
        card = world.card("9a=p256", "9c=p256");
        reader = world.insert(card);
    }

    @AfterEach
    void theCounterIsRight() {
        world.close();
    }

    @Test
    void aWrongPinSendsOneVerifyAndSaysThatTwoTriesAreLeft() {
        IOException e = assertThrows(IOException.class, () -> world.load(World.WRONG_PIN));
        App.assertSays(e.getMessage(), "VERIFY 80 answered 63C2", "wrong PIN", "2 tries left");
        assertFalse(e.getMessage().contains(World.WRONG_PIN));
        assertFalse(e.getCause() instanceof UnrecoverableKeyException);
        assertEquals(1, World.pinsSent(card));
        world.expectTries(card, 2);
    }

    @Test
    void aRefusedPinIsNeverSentAgain() {
        App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN));
        for (int i = 0; i < 5; i++) {
            App.assertSays(
                    App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN)),
                    "refused",
                    "2 tries left",
                    "not sent");
        }
        world.restart();
        App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN));
        App.refusal(Reason.PIN_WRONG, () -> World.load(world.another(), "", World.WRONG_PIN));
        assertEquals(1, World.pinsSent(card));
        world.expectTries(card, 2);
    }

    @Test
    void aRefusedPinIsNotSentAgainAfterTheCardWasOutEither() {
        App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN));
        world.takeOut(card);
        world.insert(card);
        App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN));
        assertEquals(1, World.pinsSent(card));
        world.expectTries(card, 2);
    }

    @Test
    void theRightPinAfterAWrongOneLogsInAndBringsTheTriesBack() throws Exception {
        App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN));
        App.assertSigns(world.load(World.PIN), "piv-9a");
        assertEquals(2, World.pinsSent(card));
    }

    @Test
    void theLastTryIsNeverSpentByAProgram() throws Exception {
        World.spoilATry(card, reader);
        World.spoilATry(card, reader);
        long sent = World.pinsSent(card);
        for (String pin : List.of(World.PIN, World.WRONG_PIN)) {
            App.assertSays(App.refusal(Reason.REFUSED, () -> world.load(pin)), "1 try left", "nothing was sent");
        }
        world.restart();
        App.refusal(Reason.REFUSED, () -> world.load(World.PIN));
        assertEquals(sent, World.pinsSent(card));
        world.expectTries(card, 1);
    }

    @Test
    void twoWrongPinsAreTriedAndAThirdIsNot() {
        App.assertSays(App.refusal(Reason.PIN_WRONG, () -> world.load("11111111")), "2 tries left");
        App.assertSays(App.refusal(Reason.PIN_WRONG, () -> world.load("22222222")), "1 try left");
        App.assertSays(App.refusal(Reason.REFUSED, () -> world.load("33333333")), "1 try left");
        assertEquals(2, World.pinsSent(card));
        world.expectTries(card, 1);
    }

    @Test
    void aBlockedPinIsSaidAndNothingIsSent() {
        World.spoilATry(card, reader);
        World.spoilATry(card, reader);
        World.spoilATry(card, reader);
        long sent = World.pinsSent(card);
        App.assertSays(App.refusal(Reason.PIN_BLOCKED, () -> world.load(World.PIN)), "blocked", "PUK");
        assertEquals(sent, World.pinsSent(card));
        world.expectTries(card, 0);
    }

    @Test
    void whatCannotBeAPinIsRefusedBeforeAnyVerify() {
        for (String pin : List.of("", "12345", "123456789", "1234567890123456", "changeit", "CHANGEIT", "pässword")) {
            App.refusal(Reason.REFUSED, () -> world.load(pin));
        }
        assertEquals(0, card.count(EmulatedPivCard.VERIFY));
    }

    @Test
    void whatCannotBeAPinIsRefusedToAnEnrolledUserToo() throws Exception {
        world.enrol("alice", card);
        int before = card.count(EmulatedPivCard.VERIFY);
        App.assertSays(App.refusal(Reason.REFUSED, () -> world.loadAs("alice", "")), "the PIN is empty", "nothing");
        App.assertSays(App.refusal(Reason.REFUSED, () -> world.loadAs("alice", "123456789")), "6 to 8", "nothing");
        App.assertSays(App.refusal(Reason.REFUSED, () -> world.loadAs("alice", "changeit")), "default", "nothing");
        App.assertSays(App.refusal(Reason.REFUSED, () -> world.loadAs("alice", World.PASSPHRASE)), "nothing");
        assertEquals(before, card.count(EmulatedPivCard.VERIFY));
    }

    // jca-facts 26
    @Test
    void theThreeTriesOfAKeyStoreBuilderCostOne() {
        int[] asked = {0};
        KeyStore.Builder builder = KeyStore.Builder.newInstance(
                "Signet", world.provider(), new KeyStore.CallbackHandlerProtection(callbacks -> {
                    asked[0]++;
                    ((PasswordCallback) callbacks[0]).setPassword(World.WRONG_PIN.toCharArray());
                }));
        assertThrows(KeyStoreException.class, builder::getKeyStore);
        assertThrows(KeyStoreException.class, builder::getKeyStore);
        assertEquals(1, World.pinsSent(card), () -> "asked " + asked[0] + " times");
        world.expectTries(card, 2);
    }

    @Test
    void aWrongPinOfASecondKeyStoreCostsOneTryAndTheFirstGoesOn() throws Exception {
        KeyStore first = world.load(World.PIN);
        App.assertSays(App.refusal(Reason.PIN_WRONG, () -> world.load(World.WRONG_PIN)), "2 tries left");
        assertEquals(2, World.pinsSent(card));
        assertEquals(2, card.pinTries());
        App.assertSigns(first, "piv-9a"); // verified anew, which gives the tries back
        assertEquals(3, World.pinsSent(card));
    }

    @Test
    void aSecondKeyStoreWithTheSamePinSendsNothing() throws Exception {
        world.load(World.PIN);
        int before = card.count(EmulatedPivCard.VERIFY);
        App.assertSigns(world.load(World.PIN), "piv-9a");
        assertEquals(before, card.count(EmulatedPivCard.VERIFY));
        assertEquals(1, World.pinsSent(card));
    }

    @Test
    void authProviderLoginSaysWhatFailed() throws Exception {
        SignetProvider provider = (SignetProvider) world.provider();
        assertThrows(
                FailedLoginException.class,
                () -> provider.login(
                        null,
                        callbacks -> ((PasswordCallback) callbacks[0]).setPassword(World.WRONG_PIN.toCharArray())));
        provider.login(null, callbacks -> ((PasswordCallback) callbacks[0]).setPassword(World.PIN.toCharArray()));
        App.assertSigns(world.load(null), "piv-9a");
        provider.logout();
        World.spoilATry(card, reader);
        World.spoilATry(card, reader);
        World.spoilATry(card, reader);
        assertThrows(
                AccountLockedException.class,
                () -> provider.login(
                        null, callbacks -> ((PasswordCallback) callbacks[0]).setPassword(World.PIN.toCharArray())));
        world.expectTries(card, 0);
    }
}
