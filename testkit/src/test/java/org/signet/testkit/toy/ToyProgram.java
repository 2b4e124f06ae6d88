package org.signet.testkit.toy;

import java.io.IOException;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.Collections;
import java.util.List;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.card.EmulatedCard;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;

/** An application with a toy card in its reader: one wrong PIN, then a signature, each told in a line. */
final class ToyProgram {
    private ToyProgram() {}

    /** @param args the wrong PIN, the right one */
    public static void main(String[] args) throws Exception {
        ToyApplet applet = new ToyApplet();
        EmulatedReaders readers = new EmulatedReaders("Desk");
        readers.insert("Desk", new EmulatedCard("Toy", true, List.of(applet), new ApduLog(line -> {})));
        Security.addProvider(new TestkitProvider(readers));
        Provider signet = Security.getProvider("Signet");
        KeyStore keys = KeyStore.getInstance("Signet");
        try {
            keys.load(null, args[0].toCharArray());
            System.out.println("wrong PIN taken");
        } catch (IOException e) {
            System.out.println("wrong PIN refused, tries " + applet.tries());
        }
        keys.load(null, args[1].toCharArray());
        System.out.println("aliases " + Collections.list(keys.aliases()) + ", tries " + applet.tries());
        Signature signs = Signature.getInstance("SHA256withECDSA");
        signs.initSign((PrivateKey) keys.getKey("toy-1", null));
        signs.update((byte) 1);
        byte[] value = signs.sign();
        Signature verifies = Signature.getInstance("SHA256withECDSA", "SunEC");
        verifies.initVerify(applet.publicKey());
        verifies.update((byte) 1);
        System.out.println("signed by " + signs.getProvider().getName() + ", verified " + verifies.verify(value));
        ((AuthProvider) signet).logout();
    }
}
