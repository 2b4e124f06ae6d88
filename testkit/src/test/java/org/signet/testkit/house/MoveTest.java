package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import org.signet.manager.MovePlan;
import org.signet.manager.MoveProgress;
import org.signet.manager.MoveRequest;
import org.signet.testkit.piv.EmulatedPivCard;

/** Bob, who has an RSA key in the file, is moved to a card and back. */
class MoveTest {
    static final Map<Kind, String> SECRETS = Map.of(
            Kind.PIN, World.PIN, Kind.PASSPHRASE, World.PASSPHRASE, Kind.MANAGEMENT_KEY, "0102030405060708".repeat(3));

    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void bobIsEnrolled() throws IOException {
        world = new World(temporary).with("user=bob");
        world.enrolBob();
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    private EmulatedPivCard inserted(EmulatedPivCard.Builder builder) {
        EmulatedPivCard card = world.watched(builder);
        world.insert(card);
        return card;
    }

    static SecretPrompt answering(Map<Kind, String> secrets) {
        return request -> Optional.ofNullable(secrets.get(request.kind()))
                .map(s -> new Secret(s.toCharArray(), Secret.Origin.PROGRAM));
    }

    private List<KeyRecord> move(MoveRequest request) {
        try (House house = House.open(Optional.of(world.configuration()))) {
            MovePlan plan = house.move().plan(request);
            return house.move().perform(plan, answering(SECRETS), MoveProgress.UNSEEN);
        }
    }

    private static MoveRequest toCard(Map<String, String> keys) {
        return new MoveRequest("bob", Custody.CARD, keys, Optional.empty(), false, false, false);
    }

    private KeyAccessException refused(MoveRequest request) {
        return assertThrows(KeyAccessException.class, () -> move(request));
    }

    /** He logs in with his passphrase as before, and is asked for the PIN when the key is used. */
    private KeyStore open() throws Exception {
        return world.loadAsking(text -> text.contains("PIN of") ? World.PIN : World.PASSPHRASE);
    }

    @Test
    void oneHandleSignsFromTheFileFromTheCardAndFromTheFileAgain() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        KeyStore keys = open();
        PrivateKey key = App.key(keys, "bobkey");
        Certificate[] chain = keys.getCertificateChain("bobkey");
        App.assertSigns(key, chain[0]);
        assertEquals(0, card.count(EmulatedPivCard.GENERAL_AUTHENTICATE));

        move(toCard(Map.of("bobkey", "9a")));
        App.assertSigns(key, chain[0]);
        int before = card.apdus();
        App.assertSigns(key, chain[0]);
        App.assertDecrypts(keys, "bobkey");
        assertTrue(card.apdus() > before);
        int steady = card.apdus();
        App.assertSigns(key, chain[0]);
        assertEquals(steady + 1, card.apdus(), "one command, no PIN");
        assertEquals(List.of("bobkey"), Collections.list(keys.aliases()));
        assertEquals(List.of(chain), List.of(keys.getCertificateChain("bobkey")));
        assertEquals(chain[0], keys.getCertificate("bobkey"));

        move(MoveRequest.of("bob", Custody.FILE));
        int after = card.apdus();
        App.assertSigns(key, chain[0]);
        App.assertDecrypts(keys, "bobkey");
        assertEquals(after, card.apdus(), "no command to the card");
    }

    @Test
    void theFileSaysWhereTheKeyIsAndKeepsItsCopy() throws Exception {
        EmulatedPivCard card = inserted(world.builder());
        move(toCard(Map.of("bobkey", "9c")));
        String text = Files.readString(world.userFile("bob"));
        App.assertSays(
                text,
                "custody: card\nlogin: passphrase\n",
                "card: " + World.token(card) + " 9c ",
                "place: card " + World.token(card) + " 9c\norigin: imported\ncan: rsa-raw\n",
                "BEGIN SIGNET WRAPPED KEY");
    }
}
