package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.signet.card.CardAdministration;
import org.signet.card.CardAdministration.CardView;
import org.signet.card.CardAdministration.ReaderView;
import org.signet.card.CardOptions;
import org.signet.card.CardSource;
import org.signet.card.piv.PivDriver;
import org.signet.key.Call;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.card.EmulatedCard;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;

/** What {@code signet card list} shows, over readers in process. */
class CardListTest {
    private final EmulatedReaders readers = new EmulatedReaders("First", "Second", "Third");
    private final CardAdministration cards = new CardAdministration(
            readers, new CardSource(readers, List.of(new PivDriver()), CardOptions.DEFAULT, Runnable::run));

    @Test
    void everyReaderIsListedWithItsCardItsKeysAndItsTriesAndNoPinIsSent() {
        EmulatedPivCard card = EmulatedPivCard.builder()
                .key("9a", Keys.named("list", "rsa2048"))
                .key("9c", Keys.named("list", "p256"))
                .build();
        readers.insert("Second", card);
        readers.insert("Third", new EmulatedCard("Other", true, List.of(), new ApduLog(line -> {})));
        List<ReaderView> list = cards.list();
        assertEquals(
                List.of("First", "Second", "Third"),
                list.stream().map(ReaderView::reader).toList());
        assertFalse(list.get(0).cardPresent());
        CardView piv = list.get(1).cards().get(0);
        assertEquals("piv:" + card.serial(), piv.token());
        assertEquals(OptionalInt.of(3), piv.triesLeft());
        assertEquals(
                List.of("piv-9a", "piv-9c"),
                piv.keys().stream().map(k -> k.key().aliases().get(0)).toList());
        assertEquals(card.certificate("9a"), piv.keys().get(0).certificate());
        assertTrue(list.get(2).trouble().orElseThrow().contains("Third"), list.get(2)::toString);
        assertEquals(
                0,
                card.log().stream()
                        .filter(line -> line.startsWith("> 0020008008"))
                        .count());
        assertEquals(3, card.pinTries());
    }

    /** {@code signet card verify}. */
    @Test
    void aPersonMaySpendTheLastTryAndAFileMayNot() {
        EmulatedPivCard card = EmulatedPivCard.builder()
                .pin(World.PIN)
                .key("9a", Keys.named("list", "p256"))
                .build();
        readers.insert("Second", card);
        String token = "piv:" + card.serial();
        assertEquals(Reason.PIN_WRONG, refused(token, "111111", Secret.Origin.HUMAN));
        assertEquals(Reason.PIN_WRONG, refused(token, "222222", Secret.Origin.HUMAN));
        assertEquals(OptionalInt.of(1), cards.triesLeft(token));
        refused(token, World.PIN, Secret.Origin.PROGRAM);
        assertEquals(1, card.pinTries());
        verify(token, World.PIN, Secret.Origin.HUMAN);
        assertEquals(3, card.pinTries());
        assertEquals(Reason.NO_CARD, refused("piv:none", World.PIN, Secret.Origin.HUMAN));
    }

    private Reason refused(String token, String pin, Secret.Origin origin) {
        return assertThrows(KeyAccessException.class, () -> verify(token, pin, origin))
                .reason();
    }

    private void verify(String token, String pin, Secret.Origin origin) {
        cards.verify(
                token, Call.of(request -> Optional.of(new Secret(pin.toCharArray(), origin)), Duration.ofSeconds(30)));
    }

    @Test
    void withoutReadersThatIsSaid() {
        KeyAccessException e = assertThrows(
                KeyAccessException.class,
                () -> new CardAdministration(
                                new EmulatedReaders(),
                                new CardSource(new EmulatedReaders(), List.of(), CardOptions.DEFAULT, Runnable::run))
                        .list());
        assertEquals(Reason.NO_READERS, e.reason());
    }
}
