package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;

/** How many commands there are from a card that nobody has looked at to the first RSA-2048 signature, PIN included. */
class ColdStartTest {
    @TempDir
    private Path temporary;

    @Test
    void theUserFileKnowsTheCertificate() throws Exception {
        assertAtMost(8, true, card -> card);
    }

    @Test
    void theUserFileKnowsTheCertificateAndTheCardTakesShortCommands() throws Exception {
        assertAtMost(12, true, card -> card.shortOnly());
    }

    @Test
    void nothingIsKnown() throws Exception {
        assertAtMost(14, false, card -> card);
    }

    private void assertAtMost(int most, boolean enrolled, UnaryOperator<EmulatedPivCard.Builder> kind)
            throws Exception {
        try (World world =
                new World(temporary).with("user=" + (enrolled ? "alice" : System.getProperty("user.name")))) {
            EmulatedPivCard card = world.watched(kind.apply(world.builder().key("9a", Keys.named("9a", "rsa2048"))));
            world.insert(card);
            if (enrolled) {
                world.enrol("alice", card);
                world.takeOut(card);
                world.insert(card);
            }
            int before = commands(card).size();
            App.assertSigns(world.load(World.PIN), "piv-9a");
            List<String> sent = commands(card).subList(before, commands(card).size());
            assertTrue(sent.size() <= most, () -> sent.size() + " commands:\n" + String.join("\n", sent));
        }
    }

    private static List<String> commands(EmulatedPivCard card) {
        return card.log().stream().filter(l -> l.startsWith("> ")).toList();
    }
}
