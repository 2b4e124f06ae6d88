package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.security.interfaces.RSAPrivateCrtKey;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.card.CardAdministration.CardView;
import org.signet.card.CardAdministration.KeyView;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.recorder.RecordedCard;
import org.signet.testkit.recorder.Trace;

/** What {@code signet doctor --record} writes: enough to play the card again, and no secret even of what it never does itself. */
class TraceTest {
    private static final List<String> HEAD = List.of("# signet-trace: 1");

    @TempDir
    private Path temporary;

    private World world;
    private final List<String> lines = new ArrayList<>(HEAD);

    @BeforeEach
    void bobIsEnrolled() throws Exception {
        world = new World(temporary).with("user=bob");
        world.enrolBob();
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    private House traced(boolean withCertificates) {
        return House.traced(Optional.of(world.configuration()), lines::add, withCertificates);
    }

    /** A PIN, a management key and an RSA key pass; bytes of theirs stand nowhere, in any common spelling. */
    @Test
    void noPinAndNoKeyStandsInATrace() throws Exception {
        KeyPair pair = Keys.rsa(2048);
        EmulatedPivCard card = world.watched(world.builder());
        world.insert(card);
        world.loadAsking(text -> World.PASSPHRASE)
                .setKeyEntry("canary", pair.getPrivate(), null, new Certificate[] {Keys.certificate("canary", pair)});
        try (House house = traced(true)) {
            house.move()
                    .perform(house.move().plan(request()), MoveTest.answering(MoveTest.SECRETS), MoveProgress.UNSEEN);
            house.cards().verify(World.token(card), Call.of(MoveTest.answering(MoveTest.SECRETS), house.atMost()));
        }
        for (String passed : List.of("> 0020008008", "> 00FE07", "> 0087039B", "> 0087079A", "> 00DB3FFF", "< 9000")) {
            assertTrue(lines.stream().anyMatch(line -> line.startsWith(passed)), passed + " is not in the trace");
        }
        byte[] trace = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        assertEquals(List.of(), secrets((RSAPrivateCrtKey) pair.getPrivate()).in(trace));
    }

    private static MoveRequest request() {
        return new MoveRequest(
                "bob", Custody.CARD, Map.of("canary", "9a"), Optional.empty(), false, false, false, false);
    }

    private static Needles secrets(RSAPrivateCrtKey key) {
        Needles needles = new Needles().add("the PIN", World.PIN.getBytes(StandardCharsets.UTF_8));
        needles.add("the management key", HexFormat.of().parseHex("0102030405060708".repeat(3)));
        for (BigInteger number : List.of(
                key.getPrimeP(),
                key.getPrimeQ(),
                key.getPrimeExponentP(),
                key.getPrimeExponentQ(),
                key.getCrtCoefficient(),
                key.getPrivateExponent())) {
            needles.add("the key", number.toByteArray());
        }
        return needles;
    }

    private List<CardView> listed(boolean withCertificates) {
        try (House house = traced(withCertificates)) {
            return house.cards().list().stream()
                    .flatMap(reader -> reader.cards().stream())
                    .toList();
        }
    }

    private RecordedCard recorded() throws Exception {
        Path file = temporary.resolve("trace");
        Files.write(file, lines);
        Trace trace = Trace.read(file);
        return new RecordedCard(trace, trace.readers().get(0), new ApduLog(line -> {}));
    }

    /** A card of 800-73-4 alone, whose name is in its CHUID, and a YubiKey, which tells more. */
    @Test
    void aCardThatWasRecordedWithItsCertificatesIsListedAsTheRealOne() throws Exception {
        for (EmulatedPivCard.Builder builder :
                List.of(world.builder(), world.builder().plain())) {
            List<CardView> real = listedAsItIs(builder, true);
            assertEquals(real, listedAsRecorded());
            assertEquals(List.of("piv-9a", "piv-9c", "piv-82"), aliases(real));
            lines.clear();
            lines.addAll(HEAD);
        }
    }

    private List<CardView> listedAsItIs(EmulatedPivCard.Builder builder, boolean withCertificates) {
        builder.key("9a", Keys.named("9a", "rsa2048"))
                .key("9c", Keys.named("9c", "p256"))
                .key("82", Keys.named("82", "rsa2048"));
        EmulatedPivCard card = world.watched(builder);
        world.insert(card);
        List<CardView> real = listed(withCertificates);
        world.takeOut(card);
        return real;
    }

    private List<CardView> listedAsRecorded() throws Exception {
        RecordedCard replayed = recorded();
        world.insert(replayed);
        List<CardView> views = listed(true);
        world.takeOut(replayed);
        return views;
    }

    private static List<String> aliases(List<CardView> cards) {
        return cards.stream()
                .flatMap(card -> card.keys().stream())
                .map(key -> key.key().aliases().get(0))
                .toList();
    }

    @Test
    void withoutThemNobodysNameIsInATraceAndTheCardIsListedWithWhatItTellsElse() throws Exception {
        List<CardView> real = listedAsItIs(world.builder(), false);
        byte[] trace = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        byte[] name = real.get(0)
                .keys()
                .get(0)
                .certificate()
                .orElseThrow()
                .getSubjectX500Principal()
                .getEncoded();
        assertEquals(List.of(), new Needles().add("the name", name).in(trace));
        List<CardView> replayed = listedAsRecorded();
        assertEquals(real.get(0).token(), replayed.get(0).token());
        assertEquals(
                List.of("piv-82"),
                aliases(replayed)); // by GET METADATA, which a key with a certificate is not asked for
        assertTrue(certificates(real).findAny().isPresent());
        assertTrue(certificates(replayed).findAny().isEmpty());
    }

    private static Stream<Certificate> certificates(List<CardView> cards) {
        return cards.stream()
                .flatMap(card -> card.keys().stream())
                .map(KeyView::certificate)
                .flatMap(Optional::stream);
    }
}
