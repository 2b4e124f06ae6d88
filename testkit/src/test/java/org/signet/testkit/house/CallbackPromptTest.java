package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import javax.security.auth.login.LoginException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Reason;
import org.signet.testkit.piv.EmulatedPivCard;

/** {@code pin.prompt = callback}: the program vouches that a person is behind its callback handler. */
class CallbackPromptTest {
    @TempDir
    private Path temporary;

    private World world;
    private EmulatedPivCard card;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void begin() throws IOException {
        world = new World(temporary).with("user=alice");
        card = world.card("9a=p256", "9c=p256");
        world.insert(card);
        world.enrol("alice", card);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private CallbackHandler answering(String pin) {
        return callbacks -> {
            asked.incrementAndGet();
            ((PasswordCallback) callbacks[0]).setPassword(pin.toCharArray());
        };
    }

    private void set(CallbackHandler handler) {
        ((AuthProvider) world.provider()).setCallbackHandler(handler);
    }

    @Test
    void theFirstOperationAsksTheHandlerThatWasSet() throws Exception {
        world.with("pin.prompt=callback");
        PrivateKey handle = App.key(world.load(null), "piv-9a");
        App.failure(handle, Reason.NOT_CONNECTED); // nobody is there to ask
        set(answering(World.PIN));
        App.assertSigns(handle, card.certificate("9a").orElseThrow());
        App.assertSigns(handle, card.certificate("9a").orElseThrow());
        assertEquals(1, asked.get());
    }

    @Test
    void aPersonMaySpendTheLastTryAndAProgramMayNot() throws Exception {
        World.spoilATry(card, world.reader(card));
        World.spoilATry(card, world.reader(card));
        CallbackHandler handler = answering(World.PIN);
        AuthProvider unvouched = (AuthProvider) world.another();
        App.assertSays(
                assertThrows(LoginException.class, () -> unvouched.login(null, handler))
                        .getMessage(),
                "1 try left");
        world.with("pin.prompt=callback");
        ((AuthProvider) world.provider()).login(null, handler);
        App.assertSigns(world.load(null), "piv-9a");
        world.expectTries(card, 3);
    }

    /** Nothing is held while somebody thinks: the card works for others, for longer than an operation may take. */
    @Test
    void whileAPersonIsAskedTheCardServesOthers() throws Exception {
        CountDownLatch thinking = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        Thread[] askedOn = new Thread[1];
        world.with("pin.prompt=callback").with("pin.cache=never").with("card.timeout=1");
        set(answering(World.PIN));
        KeyStore keys = world.load(null);
        App.assertSigns(keys, "piv-9a");
        PrivateKey always = App.key(keys, "piv-9c");
        set(callbacks -> {
            askedOn[0] = Thread.currentThread();
            thinking.countDown();
            await(answer);
            ((PasswordCallback) callbacks[0]).setPassword(World.PIN.toCharArray());
        });
        Thread[] caller = new Thread[1];
        CompletableFuture<byte[]> signing = CompletableFuture.supplyAsync(() -> {
            caller[0] = Thread.currentThread();
            try {
                return App.sign(always);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        await(thinking);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(1100);
        int others = 0;
        while (others == 0 || System.nanoTime() < end) {
            App.assertSigns(keys, "piv-9a");
            others++;
        }
        answer.countDown();
        assertTrue(App.verifies(card.certificate("9c").orElseThrow(), signing.get(10, TimeUnit.SECONDS)));
        assertEquals(caller[0], askedOn[0], "asked on the caller's own thread");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
