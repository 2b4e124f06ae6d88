package org.signet.card;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signet.card.piv.PivDriver;
import org.signet.iso7816.ReaderException.Status;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.User;

/** An operation that is one command begins no transaction: nothing can come between, and other programs wait for nothing. */
class OneCommandTest {
    private static final String READER = "Fake 00";

    private final FakePiv card =
            new FakePiv(77_001).with(0x9A, "EC").with(0x9C, "EC").with(0x9D, "RSA");
    private final FakeReaders readers = new FakeReaders().insert(READER, card);
    private KeyAccess access;

    @BeforeEach
    void login() {
        CardSource source = new CardSource(readers, List.of(new PivDriver()), CardOptions.DEFAULT, Runnable::run);
        access = source.open(
                User.unenrolled("alice", 1000, 1000, Custody.CARD),
                source.tokens().get(0),
                loss -> {});
        access.login(call());
    }

    private static Call call() {
        return Call.of(
                request -> Optional.of(new Secret("123456".toCharArray(), Secret.Origin.PROGRAM)),
                Duration.ofSeconds(10));
    }

    private void perform(String reference, Primitive primitive, int bytes) {
        KeyRecord key = access.key(reference).orElseThrow();
        access.perform(key, new Operation(primitive, new byte[bytes], call()));
    }

    /** What these operations begin and send, in this order. */
    private void assertCosts(int begun, int sent, Runnable operations) {
        readers.begun = 0;
        card.forgetLog();
        operations.run();
        assertEquals(begun, readers.begun, "transactions");
        assertEquals(sent, card.log.size(), () -> card.log.toString());
    }

    private void sign() {
        perform("9a", Primitive.ECDSA, 32);
    }

    @Test
    void oneCommandIsKnownOnceItWasDone() {
        access.key("9a");
        assertCosts(1, 2, this::sign); // whether the key wants a touch is asked once
        assertCosts(0, 3, () -> {
            sign();
            sign();
            sign();
        });
    }

    @Test
    void severalCommandsStayTogether() {
        access.key("9d");
        perform("9d", Primitive.RSA_RAW, 256);
        assertCosts(1, 3, () -> perform("9d", Primitive.RSA_RAW, 256)); // chained, and GET RESPONSE
    }

    @Test
    void aPinThatIsAlwaysWantedIsVerifiedInTheSameTransaction() {
        access.key("9c");
        perform("9c", Primitive.ECDSA, 32);
        assertCosts(1, 3, () -> perform("9c", Primitive.ECDSA, 32));
    }

    @Test
    void theTransactionBeginsWhenItTurnsOutToBeMore() {
        sign();
        card.selected = false;
        card.verified = false;
        assertCosts(1, 5, this::sign); // the refused one, SELECT, identity, VERIFY, and again
        assertCosts(1, 1, this::sign); // somebody else is there: the card is kept to ourselves once more
        assertCosts(0, 1, this::sign);
    }

    @Test
    void aCardThatAnotherThreadOfTheProcessHoldsIsWaitedFor() {
        sign();
        readers.failToTransmit(Status.BUSY);
        assertCosts(1, 1, this::sign);
    }

    @Test
    void aCardThatWasResetIsOpenedAnew() {
        sign();
        card.powerOff();
        readers.failToTransmit(Status.RESET);
        assertCosts(1, 4, this::sign); // SELECT, identity, VERIFY, and the operation
    }

    @Test
    void aResetThatIsFollowedByOthersIsNone() {
        sign();
        card.powerOff();
        readers.failToTransmit(Status.RESET);
        readers.resetAtBegin(2);
        assertCosts(3, 4, this::sign);
    }

    @Test
    void aCardThatIsResetWithoutEndIsGivenUp() {
        sign();
        readers.failToTransmit(Status.RESET);
        readers.resetAtBegin(100);
        assertEquals(
                Reason.BUSY, assertThrows(KeyAccessException.class, this::sign).reason());
        readers.resetAtBegin(0);
        sign();
    }
}
