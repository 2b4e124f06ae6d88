package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.Certificate;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.Facility;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.testkit.piv.EmulatedPivCard;

/** Who changed which user, and what came of it: one event of Flight Recorder and one line of the log for each. */
class AdministrationAuditTest {
    private static final String WRONG = "not his passphrase at all";

    @TempDir
    private Path temporary;

    private World world;

    /** The card that this test takes, if it takes one. */
    private String token = "none";

    @BeforeEach
    void bobIsEnrolled() throws IOException {
        world = new World(temporary).with("user=bob");
        world.enrolBob();
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    private static SecretPrompt secrets(String passphrase) {
        Map<Kind, String> secrets = new EnumMap<>(MoveTest.SECRETS);
        Stream.of(Kind.PASSPHRASE, Kind.NEW_PASSPHRASE, Kind.FACILITY).forEach(kind -> secrets.put(kind, passphrase));
        return MoveTest.answering(secrets);
    }

    private static SecretPrompt secrets() {
        return secrets(World.PASSPHRASE);
    }

    /** What the deed left behind, in one line each; the log has the same. */
    private List<String> told(Consumer<House> deed) throws IOException {
        try (House house = House.open(Optional.of(world.configuration()));
                Trail trail = new Trail(temporary, token)) {
            deed.accept(house);
            List<RecordedEvent> events = trail.events();
            World.await("the log", () -> trail.lines().size() == events.size());
            for (RecordedEvent event : events) {
                String action = " action=" + event.getString("action") + " ";
                String outcome = " outcome=" + event.getString("outcome");
                assertTrue(
                        trail.lines().stream().anyMatch(line -> line.contains(action) && line.contains(outcome)),
                        trail.lines()::toString);
            }
            return events.stream().map(AdministrationAuditTest::text).toList();
        }
    }

    private static String text(RecordedEvent event) {
        String type = event.getEventType().getName().substring("org.signet.".length());
        List<String> words = Stream.of("action", "user", "key", "road", "scheme", "outcome")
                .map(event::getString)
                .filter(word -> !word.isEmpty())
                .toList();
        return type + " " + String.join(" ", words);
    }

    private static void refused(Reason reason, Executable deed) {
        KeyAccessException e = assertThrows(KeyAccessException.class, deed);
        assertEquals(reason, e.reason(), e.getMessage());
    }

    @Test
    void anEnrolmentAnAmendmentAndARemovalAreOneEventEach() throws Exception {
        User eve = User.unenrolled("eve", 1, 1, Custody.FILE);
        assertEquals(
                List.of("Administration enrol eve done"),
                told(house -> house.administration().enrolByPassphrase(eve, secrets())));
        assertEquals(
                List.of("Administration amend bob done"),
                told(house ->
                        house.administration().amend("bob", u -> u.withPolicy(List.of("group-staff")), secrets())));
        assertEquals(
                List.of("Administration passphrase bob done"),
                told(house -> house.administration().changePassphrase("bob", false, secrets())));
        assertEquals(
                List.of("Administration remove eve done"),
                told(house -> house.administration().remove("eve")));
    }

    @Test
    void whatIsRefusedIsARefusal() throws Exception {
        assertEquals(
                List.of("Refusal amend bob PASSPHRASE_WRONG"),
                told(house -> refused(
                        Reason.PASSPHRASE_WRONG,
                        () -> house.administration()
                                .amend("bob", u -> u.withPolicy(List.of("group-boss")), secrets(WRONG)))));
        User again = User.unenrolled("bob", 1, 1, Custody.FILE);
        assertEquals(
                List.of("Refusal enrol bob REFUSED"),
                told(house ->
                        refused(Reason.REFUSED, () -> house.administration().enrolByPassphrase(again, secrets()))));
        assertEquals(
                List.of("Refusal remove eve UNKNOWN"),
                told(house ->
                        refused(Reason.UNKNOWN, () -> house.administration().remove("eve"))));
        assertEquals(
                List.of("Refusal remove-damaged bob REFUSED"),
                told(house ->
                        refused(Reason.REFUSED, () -> house.administration().removeDamaged("bob"))));
        assertEquals(
                List.of("Refusal enrol-administrator root REFUSED"),
                told(house ->
                        refused(Reason.REFUSED, () -> house.firstAdministrator().byPassphrase("root", secrets()))));
    }

    @Test
    void aMoveTellsOfEachKeyWhereItWent() throws Exception {
        world.load(World.PASSPHRASE)
                .setKeyEntry(
                        "second", pair().getPrivate(), null, new Certificate[] {Keys.certificate("second", pair())});
        EmulatedPivCard card = world.watched(world.builder());
        token = World.token(card);
        Map<String, String> slots = Map.of("bobkey", "9a", "second", "9c");
        MoveRequest toCard = new MoveRequest("bob", Custody.CARD, slots, Optional.empty(), false, false, false, false);
        assertEquals(
                List.of("Refusal move bob NO_READERS"),
                told(house -> refused(Reason.NO_READERS, () -> house.move().plan(toCard))));
        world.insert(card);
        String road = "card " + token;
        assertEquals(
                List.of(
                        "Refusal move bob bobkey " + road + " 9a PASSPHRASE_WRONG",
                        "Refusal move bob second " + road + " 9c PASSPHRASE_WRONG"),
                sorted(told(house -> refused(Reason.PASSPHRASE_WRONG, () -> move(house, toCard, secrets(WRONG))))));
        assertEquals(
                List.of(
                        "Administration move bob bobkey " + road + " 9a done",
                        "Administration move bob second " + road + " 9c done"),
                sorted(told(house -> move(house, toCard, secrets()))));
        assertEquals(
                List.of("Administration move bob bobkey file done", "Administration move bob second file done"),
                sorted(told(house -> move(house, MoveRequest.of("bob", Custody.FILE), secrets()))));
    }

    private static List<String> sorted(List<String> lines) {
        return lines.stream().sorted().toList();
    }

    private static KeyPair pair() {
        return Keys.named("second", "p256");
    }

    private static void move(House house, MoveRequest request, SecretPrompt prompt) {
        house.move().perform(house.move().plan(request), prompt, MoveProgress.UNSEEN);
    }

    @Test
    void whatTheAdministratorSignsSaysSo() throws Exception {
        Files.delete(world.userFile("bob"));
        assertEquals(
                List.of("Administration enrol-administrator root enrolment file administrator done"),
                told(house -> world.with(
                        "userfile.admin=" + house.firstAdministrator().byPassphrase("root", secrets()))));
        User eve = User.unenrolled("eve", 1, 1, Custody.FILE);
        assertEquals(
                List.of("Administration enrol eve administrator done"),
                told(house -> house.administration().enrolByPassphrase(eve, secrets())));
    }

    @Test
    void aKeyThatIsMadeDeletedOrNotTakenInIsTold() throws Exception {
        Path file = Keys.pkcs12(temporary, "second", pair(), World.PASSPHRASE);
        List<String> all = told(house -> {
            User bob = house.manager().login("bob", secrets());
            house.keys().delete(house.manager().generate("bob", KeyKind.of("ed25519"), "made"));
            refused(
                    Reason.PASSPHRASE_WRONG,
                    () -> house.keyImport()
                            .from(
                                    bob,
                                    Facility.file("PKCS12", file.toString()),
                                    Optional.empty(),
                                    Optional.empty(),
                                    secrets(WRONG)));
            house.keyImport()
                    .from(bob, Facility.file("PKCS12", file.toString()), Optional.empty(), Optional.empty(), secrets());
        });
        assertEquals(
                List.of(
                        "Login login bob file passphrase done",
                        "Operation generate bob made file done",
                        "Operation delete-entry bob made file done",
                        "Refusal import bob PASSPHRASE_WRONG",
                        "Operation create bob second file done"),
                all);
    }

    @Test
    void noSecretIsInTheTrail() throws Exception {
        EmulatedPivCard card = world.watched(world.builder());
        token = World.token(card);
        world.insert(card);
        try (House house = House.open(Optional.of(world.configuration()));
                Trail trail = new Trail(temporary, token)) {
            refused(Reason.PASSPHRASE_WRONG, () -> move(house, MoveRequest.of("bob", Custody.CARD), secrets(WRONG)));
            move(house, MoveRequest.of("bob", Custody.CARD), secrets());
            house.administration().changePassphrase("bob", false, secrets());
            World.await("the log", () -> trail.lines().size() == 3);
            Needles needles = new Needles()
                    .add("the PIN", World.PIN)
                    .add("the passphrase", World.PASSPHRASE)
                    .add("the wrong passphrase", WRONG)
                    .add("the management key", MoveTest.SECRETS.get(Kind.MANAGEMENT_KEY));
            assertEquals(List.of(), needles.in(trail.everything()));
            assertTrue(trail.lines().stream().allMatch(line -> line.startsWith("FINE ")), trail.lines()::toString);
        }
    }
}
