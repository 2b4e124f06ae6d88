package org.signet.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.signet.card.piv.PivDriver;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.GetResponse;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.Tlv;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.Token;
import org.signet.key.User;

class CardTest {
    private static final AtomicLong SERIALS =
            new AtomicLong(10_000); // the ledger is the process's: each test its own card
    private static final Executor EVENTS = task -> {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        thread.start();
    };
    private static final User ALICE = User.unenrolled("alice", 1000, 1000, Custody.CARD);
    private static final String READER = "Fake 00";
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final long serial = SERIALS.incrementAndGet();
    private final FakePiv card =
            new FakePiv(serial).with(0x9A, "RSA").with(0x9C, "EC").with(0x9E, "EC");
    private final FakeReaders readers = new FakeReaders().insert(READER, card);
    private final BlockingQueue<KeyAccessException> losses = new LinkedBlockingQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private CardOptions options = CardOptions.DEFAULT.withPoll(Duration.ofMillis(20));

    private CardSource source() {
        return new CardSource(readers, List.of(new PivDriver()), options, EVENTS);
    }

    private Token token() {
        return new Token(Custody.CARD, "piv:" + serial, READER);
    }

    private KeyAccess open() {
        CardSource source = source();
        Token token = source.tokens().get(0);
        assertEquals(token(), token);
        return source.open(ALICE, token, losses::add);
    }

    private Call call(String pin, Secret.Origin origin, Duration atMost) {
        return Call.of(
                request -> {
                    asked.incrementAndGet();
                    return Optional.of(new Secret(pin.toCharArray(), origin));
                },
                atMost);
    }

    private Call program(String pin) {
        return call(pin, Secret.Origin.PROGRAM, Duration.ofSeconds(10));
    }

    private Call human(String pin) {
        return call(pin, Secret.Origin.HUMAN, Duration.ofSeconds(10));
    }

    private static Call nobody() {
        return Call.of(SecretPrompt.NOBODY, Duration.ofSeconds(10));
    }

    private KeyAccess loggedIn() {
        KeyAccess access = open();
        assertTrue(access.login(program("123456")).isEmpty());
        card.forgetLog();
        asked.set(0);
        return access;
    }

    private static byte[] block() {
        byte[] block = new byte[256];
        block[255] = 42;
        return block;
    }

    private void assertSigns(KeyAccess access, Call call) {
        KeyRecord key = access.key("9a").orElseThrow();
        byte[] signed = access.perform(key, new Operation(Primitive.RSA_RAW, block(), call));
        RSAPublicKey rsa = (RSAPublicKey) key.publicKey();
        BigInteger back = new BigInteger(1, signed).modPow(rsa.getPublicExponent(), rsa.getModulus());
        assertEquals(42, back.intValue());
    }

    private static byte[] signDigest(KeyAccess access, String reference, Call call) {
        KeyRecord key = access.key(reference).orElseThrow();
        return access.perform(key, new Operation(Primitive.ECDSA, new byte[20], call));
    }

    @Test
    void extendedLengthMakesASignatureOneCommand() {
        card.atr = FakePiv.EXTENDED;
        card.takesExtended = true;
        KeyAccess access = loggedIn();
        assertSigns(access, nobody());
        assertEquals(1, card.count("0087079A00.*"));
        assertEquals(3, card.log.size(), () -> card.log.toString()); // GET DATA 9A, GET METADATA 9A and this
    }

    @Test
    void cardThatSaysNothingAndRefusesIsAskedOnceAndNothingThatCountsIsRepeated() {
        card.atr = FakePiv.SILENT;
        KeyAccess access = open();
        access.login(program("123456"));
        assertSigns(access, nobody());
        assertSigns(access, nobody());
        assertEquals(1, card.count("00CB3FFF00.*"));
        assertEquals(0, card.count("0087079A00.*"));
        assertEquals(1, card.verifies());
    }

    /** ISO 7816-3, 12.2: over T=0 whatever follows data is fetched, and an Le that is not the length is answered 6Cxx. */
    private final class OverT0 implements FakePiv.Fault {
        private ResponseApdu held = ResponseApdu.of(new byte[0], 0x6D00);

        @Override
        public Optional<ResponseApdu> on(CommandApdu command) throws ReaderException {
            if (command.ins() == 0xC0) {
                return Optional.of(part(command.ne()));
            }
            ResponseApdu whole = new GetResponse(card::answer).transmit(command);
            if (whole.nr() == 0) {
                return Optional.of(whole);
            }
            held = whole;
            return Optional.of(command.nc() == 0 ? part(command.ne()) : heldBack());
        }

        private ResponseApdu heldBack() {
            return ResponseApdu.of(new byte[0], 0x6100 | (held.nr() > 0xFF ? 0 : held.nr()));
        }

        private ResponseApdu part(int ne) {
            byte[] data = held.data();
            if (ne > data.length) {
                return ResponseApdu.of(new byte[0], 0x6C00 | data.length);
            }
            held = ResponseApdu.of(Arrays.copyOfRange(data, ne, data.length), held.sw());
            return ResponseApdu.of(
                    Arrays.copyOf(data, ne),
                    held.nr() == 0 ? held.sw() : heldBack().sw());
        }
    }

    @Test
    void overT0EverythingIsFetchedAndAVerifyIsOne() {
        card.fault = new OverT0();
        KeyAccess access = open();
        access.login(program("123456"));
        assertEquals(3, access.keys(List.of()).size());
        assertSigns(access, nobody());
        assertTrue(signDigest(access, "9c", nobody()).length > 60);
        assertEquals(2, card.verifies());
        assertEquals(0, card.count("00C00000"), "each GET RESPONSE has an Le");
    }

    private static KeyAccessException fails(Reason reason, Runnable what) {
        KeyAccessException e = assertThrows(KeyAccessException.class, what::run);
        assertEquals(reason, e.reason(), e.getMessage());
        return e;
    }

    @Test
    void tokenIsNamedBySerialAndTwoCommandsFindIt() {
        assertEquals(List.of(token()), source().tokens());
        assertEquals(List.of("00A404000BA00000030800001000010000", "00F8000000"), card.log);
        assertEquals(List.of(token()), source().tokens());
        assertEquals(2, card.log.size());
    }

    @Test
    void loginIsIdentityCounterVerify() {
        KeyAccess access = open();
        card.forgetLog();
        access.login(program("123456"));
        assertEquals(List.of("00F8000000", "00200080", "0020008008313233343536FFFF"), card.log);
        assertEquals(3, card.tries);
    }

    @Test
    void steadyStateIsOneOperationEach() {
        KeyAccess access = loggedIn();
        assertSigns(access, nobody());
        card.forgetLog();
        Call call = nobody();
        assertSigns(access, call);
        assertEquals(3, card.log.size()); // a chain of two, and GET RESPONSE
        assertEquals(2, card.count("..87079A.*"));
        assertEquals(3, call.sent().sent());
        assertEquals(1, readers.connections);
    }

    @Test
    void keyAndCertificateCostOneRead() {
        KeyAccess access = open();
        KeyRecord key = access.key("9e").orElseThrow();
        assertEquals(1, access.certificates(key, "piv-9e").size());
        assertEquals(1, card.count("00CB.*"));
        assertEquals(List.of("piv-9e"), key.aliases());
        assertEquals(KeyPlace.card("piv:" + serial, "9e"), key.place());
        assertEquals(Instant.parse("2026-01-01T00:00:00Z"), key.facts().created());
        assertEquals(PinPolicy.NEVER, key.facts().pin());
    }

    @Test
    void listingReadsOnlyWhatTheDirectoryDoesNotKnow() {
        KeyAccess access = open();
        List<KeyRecord> keys = access.keys(List.of());
        assertEquals(
                List.of("9a", "9c", "9e"),
                keys.stream().map(k -> k.place().reference()).toList());
        source().open(ALICE, token(), losses::add);
        card.forgetLog();
        assertEquals(keys, access.keys(keys));
        assertEquals(0, card.count("00CB3FFF055C035FC1(05|0A|01)00"));
    }

    @Test
    void unreadableCertificateHidesNoOther() {
        card.objects.put(0x5FC105, new byte[] {0x53, (byte) 0x84, 127, 0, 0, 0});
        KeyAccess access = open();
        assertEquals(2, access.keys(List.of()).size());
        fails(Reason.DATA, () -> access.key("9a"));
    }

    /** Part 1, table 2: without contacts a card gives nothing but the certificate of 9E to whoever asks. */
    @Test
    void certificateThatTheCardKeepsToItselfHidesNoOther() {
        card.fault = c -> List.of("5C035FC105", "5C035FC10A").contains(HEX.formatHex(c.data()))
                ? Optional.of(ResponseApdu.of(new byte[0], 0x6982))
                : Optional.empty();
        KeyAccess access = open();
        assertEquals(
                List.of("9e"),
                access.keys(List.of()).stream().map(k -> k.place().reference()).toList());
        KeyAccessException e = fails(Reason.REFUSED, () -> access.key("9a"));
        assertTrue(e.getMessage().startsWith("GET DATA 9a answered 6982"), e.getMessage());
    }

    /** 800-73-1 could be read as having 80 in CertInfo for gzip, and cards of then have it. */
    @Test
    void compressedCertificateIsReadWhicheverBitSaysSo() throws IOException {
        byte[] der = Tlv.one(card.objects.get(0x5FC105)).need(0x70).value();
        for (int info : new int[] {0x01, 0x80, 0x81}) {
            card.objects.put(0x5FC105, certificate(gzip(der), info));
            assertEquals(card.publicKey(0x9A), read("9a").orElseThrow().publicKey());
        }
        for (int info : new int[] {0x00, 0x04}) { // 04 of 800-73-1: it is X.509
            card.objects.put(0x5FC105, certificate(der, info));
            assertEquals(card.publicKey(0x9A), read("9a").orElseThrow().publicKey());
        }
    }

    /** A new connection remembers nothing. */
    private Optional<KeyRecord> read(String reference) {
        FakeReaders own = new FakeReaders().insert(READER, card);
        CardSource source = new CardSource(own, List.of(new PivDriver()), options, EVENTS);
        return source.open(ALICE, source.tokens().get(0), losses::add).key(reference);
    }

    private static byte[] certificate(byte[] content, int info) {
        Tlv certificate = Tlv.of(0x70, content);
        return Tlv.of(0x53, certificate, Tlv.of(0x71, new byte[] {(byte) info}), Tlv.of(0xFE, new byte[0]))
                .bytes();
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(data);
        }
        return out.toByteArray();
    }

    /** As issuers leave a place that waits for its certificate. */
    @Test
    void objectWithAnEmptyCertificateIsAsNone() {
        card.objects.put(0x5FC105, certificate(new byte[0], 0));
        assertTrue(read("9a").isEmpty());
    }

    @Test
    void keyWithoutPinNeedsNoLogin() {
        assertTrue(signDigest(open(), "9e", nobody()).length > 60);
        assertEquals(0, card.count("..20.*"));
    }

    @Test
    void pinAlwaysKeyIsVerifiedBeforeEachUse() {
        KeyAccess access = loggedIn();
        signDigest(access, "9c", nobody());
        card.forgetLog();
        signDigest(access, "9c", nobody());
        assertEquals(3, card.log.size());
        assertEquals("00F8000000", card.log.get(0));
        assertEquals("0020008008313233343536FFFF", card.log.get(1));
        assertTrue(card.log.get(2).startsWith("0087119C"));
        assertEquals(0, asked.get());
    }

    /** Approved cards take any command between VERIFY and signature for the one that was verified, one of a wrong length too. */
    @Test
    void verifyThatARefusedLengthHasUsedUpIsDoneOnceMore() {
        card.with(0x9C, "RSA").atr = FakePiv.SILENT;
        card.takesExtended = true;
        card.fault = c -> {
            card.verified &= c.ins() != 0x87 || !c.isExtended();
            return c.ins() == 0x87 && c.isExtended()
                    ? Optional.of(ResponseApdu.of(new byte[0], 0x6700))
                    : Optional.empty();
        };
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9c").orElseThrow();
        Operation sign = new Operation(Primitive.RSA_RAW, block(), nobody());
        assertEquals(256, access.perform(key, sign).length);
        assertEquals(2, card.verifies());
        assertEquals(256, access.perform(key, sign).length);
        assertEquals(3, card.verifies());
        card.fault = c ->
                c.ins() == 0x87 && c.cla() == 0 ? Optional.of(ResponseApdu.of(new byte[0], 0x6982)) : Optional.empty();
        fails(Reason.REFUSED, () -> access.perform(key, sign));
        assertEquals(4, card.verifies(), "a refusal that has nothing to do with it is not repeated");
    }

    @Test
    void pinAlwaysKeyAsksEachTimeWhereNothingIsKept() {
        options = options.withPinCache(PinCache.NEVER);
        KeyAccess access = loggedIn();
        fails(Reason.PIN_NEEDED, () -> signDigest(access, "9c", nobody()));
        signDigest(access, "9c", program("123456"));
        signDigest(access, "9c", program("123456"));
        assertEquals(2, asked.get());
        assertSigns(access, nobody()); // 9A was verified on the way
    }

    /** The log-out has wiped the PIN, and what is missing is the session. */
    @Test
    void aDoorThatIsShutMeanwhileSaysSo() {
        options = options.withPinCache(PinCache.NEVER);
        KeyAccess access = loggedIn();
        SecretPrompt shutting = request -> {
            access.close();
            return Optional.empty();
        };
        fails(Reason.NOT_CONNECTED, () -> signDigest(access, "9c", Call.of(shutting, Duration.ofSeconds(10))));
    }

    @Test
    void keptPinGrowsOld() {
        AtomicLong now = new AtomicLong();
        Clock clock = new Clock() {
            @Override
            public ZoneOffset getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                return Instant.ofEpochSecond(now.get());
            }
        };
        options = options.withPinCache(PinCache.of("60")).withClock(clock);
        KeyAccess access = loggedIn();
        now.set(59);
        signDigest(access, "9c", nobody());
        now.set(119);
        fails(Reason.PIN_NEEDED, () -> signDigest(access, "9c", nobody()));
    }

    @Test
    void withoutLoginTheCallersPromptIsAsked() {
        KeyAccess access = open();
        fails(Reason.PIN_NEEDED, () -> assertSigns(access, nobody()));
        assertSigns(access, program("123456"));
        assertSigns(access, nobody());
        assertEquals(1, asked.get());
        assertEquals(1, card.verifies());
    }

    @Test
    void wrongPinCostsOneTryAndIsNeverSentAgain() {
        KeyAccess access = open();
        KeyAccessException e = fails(Reason.PIN_WRONG, () -> access.login(program("000000")));
        assertEquals("VERIFY 80 answered 63C2: wrong PIN, 2 tries left", e.getMessage());
        assertEquals(OptionalInt.of(2), e.triesLeft());
        KeyAccessException again = fails(Reason.PIN_WRONG, () -> open().login(human("000000")));
        assertEquals(OptionalInt.of(2), again.triesLeft());
        assertEquals(1, card.verifies());
        access.login(program("123456"));
        assertEquals(3, card.tries);
        assertFalse(access.proves(new Secret("000000".toCharArray(), Secret.Origin.HUMAN)));
        assertTrue(access.proves(new Secret("123456".toCharArray(), Secret.Origin.PROGRAM)));
    }

    @Test
    void noValueThatCannotBeAPinIsSent() {
        KeyAccess access = open();
        for (String word :
                List.of("", "12345", "123456789", "changeit", "CHANGEME", "password", "12345\u00e4", "12345\n")) {
            fails(Reason.REFUSED, () -> access.login(human(word)));
        }
        assertEquals(0, card.count("..20.*"));
    }

    /** A YubiKey NEO has the counter in the whole second byte. */
    @Test
    void theLastTryOfACardThatCountsIn630xIsAPersonsToo() {
        card.fault = c ->
                c.ins() == 0x20 && c.nc() == 0 ? Optional.of(ResponseApdu.of(new byte[0], 0x6301)) : Optional.empty();
        KeyAccess access = open();
        KeyAccessException e = fails(Reason.REFUSED, () -> access.login(program("123456")));
        assertEquals(OptionalInt.of(1), e.triesLeft());
        assertEquals(0, card.verifies());
    }

    /** 800-73-1 has the empty VERIFY too, but not every card of then. */
    @Test
    void cardThatKnowsNoEmptyVerifyTellsNoCounterAndIsLoggedInto() {
        card.fault = c ->
                c.ins() == 0x20 && c.nc() == 0 ? Optional.of(ResponseApdu.of(new byte[0], 0x6700)) : Optional.empty();
        KeyAccess access = open();
        access.login(program("123456"));
        assertSigns(access, nobody());
        assertEquals(1, card.verifies());
    }

    @Test
    void theLastTryIsAPersons() {
        card.tries = 1;
        KeyAccess access = open();
        KeyAccessException e = fails(Reason.REFUSED, () -> access.login(program("123456")));
        assertTrue(e.getMessage().contains("1 try left"), e.getMessage());
        assertEquals(OptionalInt.of(1), e.triesLeft());
        assertEquals(0, card.verifies());
        assertEquals(1, card.tries);
        access.login(human("123456"));
        assertEquals(3, card.tries);
    }

    @Test
    void blockedPinIsNotTried() {
        card.tries = 0;
        KeyAccess access = open();
        assertEquals(
                OptionalInt.of(0),
                fails(Reason.PIN_BLOCKED, () -> access.login(human("123456"))).triesLeft());
        assertEquals(0, card.verifies());
    }

    @Test
    void theTryThatBlocksSaysSo() {
        card.tries = 1;
        KeyAccess access = open();
        fails(Reason.PIN_BLOCKED, () -> access.login(human("000000")));
        assertEquals(1, card.verifies());
    }

    @Test
    void wrongLeOnVerifyIsNeverFollowed() {
        KeyAccess access = open();
        card.fault = c ->
                c.ins() == 0x20 && c.nc() > 0 ? Optional.of(ResponseApdu.of(new byte[0], 0x6C08)) : Optional.empty();
        fails(Reason.PROTOCOL, () -> access.login(program("123456")));
        assertEquals(1, card.verifies());
    }

    @Test
    void lostAnswerToVerifyIsFollowedByReadingTheCounter() {
        KeyAccess access = open();
        card.fault = c -> {
            if (c.ins() == 0x20 && c.nc() > 0) {
                card.answer(c);
                throw new ReaderException(Status.PROTOCOL, "lost");
            }
            return Optional.empty();
        };
        KeyAccessException e = fails(Reason.PIN_WRONG, () -> access.login(program("000000")));
        assertEquals(OptionalInt.of(2), e.triesLeft());
        assertEquals(1, card.verifies());
        fails(Reason.PIN_WRONG, () -> access.login(program("000000")));
        assertEquals(1, card.verifies());
        assertEquals("00200080", card.log.get(card.log.size() - 1));
    }

    @Test
    void verifyLostWithTheCardIsRememberedWhenItComesBack() {
        KeyAccess access = open();
        card.fault = c -> {
            if (c.ins() == 0x20 && c.nc() > 0) {
                card.answer(c);
                readers.empty(READER);
                throw new ReaderException(Status.REMOVED, "pulled");
            }
            return Optional.empty();
        };
        fails(Reason.REMOVED, () -> access.login(program("000000")));
        card.fault = c -> Optional.empty();
        readers.insert(READER, card);
        KeyAccess next = open();
        fails(Reason.PIN_WRONG, () -> next.login(program("000000")));
        assertEquals(1, card.verifies());
        assertEquals(2, card.tries);
    }

    @Test
    void resetByAnotherProgramCostsSelectIdentityVerifyOnce() {
        KeyAccess access = loggedIn();
        assertSigns(access, nobody());
        card.forgetLog();
        readers.reset(READER);
        assertSigns(access, nobody());
        assertEquals(1, card.count("00A4.*"));
        assertEquals(1, card.count("00F8.*"));
        assertEquals(1, card.verifies());
        card.forgetLog();
        assertSigns(access, nobody());
        assertEquals(3, card.log.size());
    }

    @Test
    void anotherSelectedApplicationIsNoticed() {
        KeyAccess access = loggedIn();
        assertSigns(access, nobody());
        card.forgetLog();
        card.powerOff(); // another program selected another application: no reset is reported
        assertSigns(access, nobody());
        assertEquals(1, card.count("00A4.*"));
        assertEquals(1, card.verifies());
        card.powerOff();
        assertEquals(3, access.keys(List.of()).size());
        card.powerOff();
        signDigest(access, "9c", nobody());
        assertEquals(3, card.tries);
    }

    @Test
    void unverifiedByAnotherProgramIsVerifiedAgain() {
        KeyAccess access = loggedIn();
        card.verified = false;
        assertSigns(access, nobody());
        assertEquals(1, card.verifies());
    }

    @Test
    void swappedCardGetsNoPin() throws InterruptedException {
        KeyAccess access = loggedIn();
        FakePiv foreign =
                new FakePiv(SERIALS.incrementAndGet()).with(0x9C, "EC").with(0x9A, "RSA");
        KeyRecord signing = access.key("9c").orElseThrow();
        foreign.selected = true;
        readers.swap(READER, foreign);
        fails(Reason.WRONG_CARD, () -> access.perform(signing, new Operation(Primitive.ECDSA, new byte[32], nobody())));
        assertEquals(0, foreign.count("..20.*"));
        assertEquals(0, foreign.count("..87.*"));
        assertEquals(Reason.WRONG_CARD, losses.poll(5, TimeUnit.SECONDS).reason());
        fails(Reason.REMOVED, () -> assertSigns(access, nobody()));
        assertFalse(access.proves(new Secret("123456".toCharArray(), Secret.Origin.HUMAN)));
    }

    @Test
    void removalIsToldOnceAndTheDoorIsDead() throws InterruptedException {
        KeyAccess access = loggedIn();
        readers.empty(READER);
        KeyAccessException loss = losses.poll(5, TimeUnit.SECONDS);
        assertEquals(Reason.REMOVED, loss.reason());
        assertEquals("the card was removed from reader " + READER + ": insert it and log in again", loss.getMessage());
        KeyAccessException e = fails(
                Reason.REMOVED,
                () -> access.perform(record(), new Operation(Primitive.RSA_RAW, block(), program("123456"))));
        assertEquals("card piv:" + serial + " was removed from reader " + READER + ": log in again", e.getMessage());
        readers.insert(READER, card);
        fails(Reason.REMOVED, () -> access.login(program("123456")));
        assertEquals(0, asked.get());
        assertSigns(loggedIn(), nobody());
        assertEquals(null, losses.poll(100, TimeUnit.MILLISECONDS));
    }

    private KeyRecord record() {
        return new KeyRecord(
                org.signet.key.KeyId.of(card.publicKey(0x9A)),
                "alice",
                List.of(),
                card.publicKey(0x9A),
                KeyPlace.card("piv:" + serial, "9a"),
                java.util.Set.of(Primitive.RSA_RAW),
                new org.signet.key.KeyFacts(
                        Instant.EPOCH, org.signet.key.KeyOrigin.UNKNOWN, PinPolicy.ONCE, false, java.util.Set.of()));
    }

    @Test
    void removalInTheMiddleOfAnOperation() throws InterruptedException {
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9a").orElseThrow();
        card.fault = c -> {
            if (c.ins() == 0xC0) {
                readers.empty(READER);
                throw new ReaderException(Status.REMOVED, "pulled");
            }
            return Optional.empty();
        };
        fails(Reason.REMOVED, () -> access.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody())));
        assertEquals(Reason.REMOVED, losses.poll(5, TimeUnit.SECONDS).reason());
    }

    @Test
    void hungCardTimesOutAndOtherReadersGoOn() throws InterruptedException {
        FakePiv other = new FakePiv(SERIALS.incrementAndGet()).with(0x9E, "EC");
        readers.insert("Fake 01", other);
        CardSource source = source();
        List<Token> tokens = source.tokens();
        KeyAccess good = source.open(ALICE, tokens.get(1), losses::add);
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9a").orElseThrow();
        CountDownLatch forEver = new CountDownLatch(1);
        card.fault = c -> {
            try {
                forEver.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.empty();
        };
        Call brief = Call.of(SecretPrompt.NOBODY, Duration.ofMillis(300));
        long begin = System.nanoTime();
        fails(Reason.TIMEOUT, () -> access.perform(key, new Operation(Primitive.RSA_RAW, block(), brief)));
        assertTrue(System.nanoTime() - begin < 2_000_000_000L);
        signDigest(good, "9e", nobody());
        assertEquals(Reason.TIMEOUT, losses.poll(5, TimeUnit.SECONDS).reason());
        card.fault = c -> Optional.empty();
        assertSigns(loggedIn(), nobody()); // by the thread that replaced the hung one
        long before = card.count(".*");
        forEver.countDown();
        good.close();
        assertEquals(before, card.count(".*"));
    }

    @Test
    void aTurnThatDoesNotComeIsBusy() throws InterruptedException {
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9a").orElseThrow();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        card.fault = c -> {
            entered.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return Optional.empty();
        };
        Thread slow = new Thread(() -> access.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody())));
        slow.start();
        entered.await();
        options = options.withQueue(Duration.ofMillis(50));
        KeyAccess impatient = source().open(ALICE, token(), losses::add);
        fails(Reason.BUSY, () -> impatient.keys(List.of()));
        release.countDown();
        slow.join();
        assertTrue(losses.isEmpty());
    }

    @Test
    void cardThatAnotherProgramHoldsIsBusy() {
        readers.failToConnect(Status.BUSY);
        options = options.withQueue(Duration.ofMillis(120));
        fails(Reason.BUSY, () -> source().tokens());
    }

    @Test
    void whatIsMissingIsSaid() {
        fails(Reason.NO_READERS, () -> new CardSource(new FakeReaders(), List.of(), options, EVENTS).tokens());
        readers.empty(READER);
        assertEquals(List.of(), source().tokens());
        readers.fail(Status.NO_SERVICE);
        fails(Reason.IO, () -> source().tokens());
    }

    @Test
    void cardThatNobodyKnowsIsToldApart() {
        FakePiv foreign = new FakePiv(0);
        foreign.fault = c -> Optional.of(ResponseApdu.of(new byte[0], 0x6A82));
        readers.insert("Fake 01", foreign);
        CardSource source = source();
        assertEquals(1, source.tokens().size());
        assertEquals("Fake 01", source.unknownCards().get(0).reader());
        assertEquals(Reason.CANNOT, source.unknownCards().get(0).why().reason());
    }

    @Test
    void serviceThatStopsIsALoss() throws InterruptedException {
        KeyAccess access = loggedIn();
        readers.fail(Status.NO_SERVICE);
        assertEquals(Reason.REMOVED, losses.poll(5, TimeUnit.SECONDS).reason());
        fails(Reason.REMOVED, () -> access.key("9d"));
    }

    @Test
    void closeTakesTheVerifiedStateBack() {
        KeyAccess access = loggedIn();
        access.close();
        assertEquals(List.of("00F8000000", "0020FF80"), card.log);
        assertFalse(card.verified);
        fails(Reason.NOT_CONNECTED, () -> access.key("9a"));
        access.close();
        assertEquals(2, card.log.size());
        assertTrue(losses.isEmpty());
    }

    @Test
    void closeLeavesTheCardToOtherDoors() {
        KeyAccess first = loggedIn();
        KeyAccess second = source().open(ALICE, token(), losses::add);
        second.login(program("123456"));
        card.forgetLog();
        first.close();
        assertEquals(List.of(), card.log);
        assertSigns(second, nobody());
        second.close();
        assertFalse(card.verified);
    }

    @Test
    void resetAtLogoutIfConfigured() {
        options = options.withResetAtLogout(true);
        loggedIn().close();
        assertFalse(card.selected);
    }

    @Test
    void anotherDoorProvesThePinItself() {
        loggedIn();
        KeyAccess second = source().open(ALICE, token(), losses::add);
        KeyRecord key = second.key("9a").orElseThrow();
        fails(Reason.PIN_NEEDED, () -> second.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody())));
        assertEquals(0, card.count("..87.*"));
    }

    @Test
    void threadsTakeTurns() throws InterruptedException {
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9a").orElseThrow();
        card.forgetLog();
        List<Throwable> failures = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        byte[] expected = access.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody()));
        for (int t = 0; t < 4; t++) {
            Thread thread = new Thread(() -> {
                for (int i = 0; i < 5; i++) {
                    assertArrayEquals(
                            expected, access.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody())));
                }
            });
            thread.setUncaughtExceptionHandler((where, what) -> {
                synchronized (failures) {
                    failures.add(what);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(List.of(), failures);
        assertEquals(1 + 21 * 3, card.log.size()); // GET METADATA once
    }

    @Test
    void brokenAnswersAreProtocolErrorsAndTheNextOperationWorks() {
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9a").orElseThrow();
        for (String answer : List.of("", "7C00", "7C028200", "7C0482020102", "53008200", "7C84FFFFFFFF")) {
            card.fault = c -> c.ins() == 0x87 && c.cla() == 0
                    ? Optional.of(ResponseApdu.of(java.util.HexFormat.of().parseHex(answer), 0x9000))
                    : Optional.empty();
            fails(Reason.PROTOCOL, () -> access.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody())));
        }
        card.fault = c -> Optional.of(ResponseApdu.of(new byte[] {1}, 0x6101));
        fails(Reason.PROTOCOL, () -> access.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody())));
        card.fault = c -> Optional.empty();
        assertSigns(access, nobody());
        assertEquals(3, card.tries);
    }

    @Test
    void refusalsOfTheCardAreMappedAndNotRepeated() {
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9a").orElseThrow();
        int[][] table = {{0x6A80, 0}, {0x6985, 0}, {0x6F00, 1}, {0x6581, 1}, {0x6700, 1}};
        for (int[] row : table) {
            card.forgetLog();
            card.fault = c -> c.ins() == 0x87 && c.cla() == 0
                    ? Optional.of(ResponseApdu.of(new byte[0], row[0]))
                    : Optional.empty();
            fails(
                    row[1] == 0 ? Reason.REFUSED : Reason.PROTOCOL,
                    () -> access.perform(key, new Operation(Primitive.RSA_RAW, block(), nobody())));
            assertEquals(1, card.count("0087.*"));
        }
    }

    @Test
    void impossiblePrimitiveIsNotSent() {
        KeyAccess access = loggedIn();
        KeyRecord key = access.key("9a").orElseThrow();
        fails(Reason.CANNOT, () -> access.perform(key, new Operation(Primitive.ECDH, new byte[65], nobody())));
        assertEquals(0, card.count("..87.*"));
    }
}
