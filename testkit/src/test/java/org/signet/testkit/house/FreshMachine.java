package org.signet.testkit.house;

import java.security.KeyStore;
import java.security.Security;
import java.util.Collections;
import org.signet.SignetProvider;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;

/** A program on a machine where Signet was never configured: a card in the one reader, and a PIN. */
final class FreshMachine {
    private FreshMachine() {}

    /** @param args the password for {@code load} */
    public static void main(String[] args) throws Exception {
        EmulatedReaders readers = new EmulatedReaders("Reader");
        EmulatedPivCard card = EmulatedPivCard.builder()
                .pin(World.PIN)
                .key("9a", "p256")
                .key("9c", "p256")
                .key("9d", "rsa2048")
                .key("9e", "p256")
                .build();
        readers.insert("Reader", card);
        Security.addProvider(new TestkitProvider(readers));
        Security.addProvider(new SignetProvider());
        KeyStore keys = KeyStore.getInstance("Signet");
        keys.load(null, args[0].toCharArray());
        for (String alias : Collections.list(keys.aliases())) {
            if (alias.equals("piv-9d")) {
                App.assertDecrypts(keys, alias);
            } else {
                App.assertSigns(keys, alias);
            }
            System.out.println(alias + " works");
        }
        System.out.println("tries left: " + card.pinTries());
    }
}
