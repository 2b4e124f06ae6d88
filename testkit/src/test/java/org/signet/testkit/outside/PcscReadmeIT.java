package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Page;
import org.signet.testkit.process.Pcscd;

/** What README.md tells a user with a PIV card to type does what it says. */
class PcscReadmeIT {
    @TempDir
    private Path folder;

    @BeforeAll
    static void needPcscd() {
        Pcscd.require(PcscReadmeIT.class);
    }

    @Test
    void whatIsTypedWithACardRuns() throws Exception {
        Desk desk = new Desk(folder);
        KeyTools tools = new KeyTools(desk);
        tools.packApp();
        EmulatedPivCard card = EmulatedPivCard.builder().key("9a", "rsa2048").build();
        VirtualReader reader = VirtualReader.with(card);
        try {
            Page.read("README.md").type("sh card", desk::bash);
        } finally {
            reader.close();
        }
        assertEquals(1, tools.signersOfApp().size());
        assertEquals(3, card.pinTries());
    }
}
