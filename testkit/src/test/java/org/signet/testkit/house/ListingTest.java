package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;

/** A listing asks much of the keystore and little of the card. */
class ListingTest {
    @TempDir
    private Path temporary;

    private World world;

    @BeforeEach
    void aMachineWithoutUsers() throws IOException {
        world = new World(temporary);
    }

    @AfterEach
    void theCountersAreRight() {
        world.close();
    }

    /** As keytool lists. */
    private static List<String> list(KeyStore keys) throws Exception {
        List<String> aliases = Collections.list(keys.aliases());
        for (String alias : aliases) {
            assertTrue(keys.isKeyEntry(alias));
            assertEquals(1, keys.getCertificateChain(alias).length);
            assertEquals(keys.getCertificate(alias).getPublicKey(), publicKey(keys, alias));
        }
        return aliases;
    }

    private static Object publicKey(KeyStore keys, String alias) throws Exception {
        assertTrue(keys.containsAlias(alias) && keys.getKey(alias, null) != null);
        return keys.getCertificate(alias).getPublicKey();
    }

    /** SELECT, the serial twice, and each of the 24 places once. */
    @Test
    void aYubikeyIsReadOnceWithoutAPassword() throws Exception {
        EmulatedPivCard card = world.card();
        world.insert(card);
        assertEquals(4, list(world.load(null)).size());
        assertEquals(27, card.apdus());
        assertEquals(4, list(world.load(null)).size());
        assertEquals(27, card.apdus());
    }

    @Test
    void anotherCardThatIsPutInMeanwhileIsReadItself() throws Exception {
        EmulatedPivCard first = world.card();
        world.insert(first);
        list(world.load(null));
        world.takeOut(first);
        EmulatedPivCard second = world.card("9c=p256");
        world.insert(second);
        KeyStore keys = world.load(null);
        assertEquals(List.of("piv-9c"), list(keys));
        assertEquals(second.certificate("9c").orElseThrow(), keys.getCertificate("piv-9c"));
    }

    @Test
    void aSessionListsAgainWithoutACommand() throws Exception {
        EmulatedPivCard.Builder builder = world.builder().plain();
        builder.key("9a", Keys.named("9a", "p256")).key("9c", Keys.named("9c", "p256"));
        EmulatedPivCard card = world.watched(builder);
        world.insert(card);
        KeyStore keys = world.load(World.PIN);
        assertEquals(List.of("piv-9a", "piv-9c"), list(keys));
        int before = card.apdus();
        assertEquals(List.of("piv-9a", "piv-9c"), list(keys));
        list(world.load(World.PIN));
        assertEquals(before, card.apdus());
    }
}
