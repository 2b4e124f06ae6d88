package org.signet.testkit.house;

import java.nio.file.Path;
import java.security.KeyStore;
import java.security.SignatureException;
import org.signet.testkit.piv.EmulatedPivCard;

/** A program that gives no PIN, signs with alice's card, and says how that went. */
final class Asked {
    private Asked() {}

    /** @param args a folder, and what is configured */
    public static void main(String[] args) throws Exception {
        try (World world = new World(Path.of(args[0])).with("user=alice")) {
            for (int i = 1; i < args.length; i++) {
                world.with(args[i]);
            }
            EmulatedPivCard card = world.card("9a=p256");
            world.insert(card);
            world.enrol("alice", card);
            KeyStore keys = world.load(null);
            try {
                App.assertSigns(keys, "piv-9a");
                System.out.println("signed");
            } catch (SignatureException e) {
                System.out.println("refused: " + e.getMessage());
            }
            world.expectTries(card, card.pinTries());
        }
    }
}
