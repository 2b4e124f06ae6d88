package org.signet.testkit.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Not one change of a user's file is taken by his open session, whoever makes it without his secrets (threats U10 and U11). */
class TamperProperties {
    private static final int EDITS = 10_000;
    private static final int OF_EACH = EDITS / Tampering.values().length / 2;

    private static Editor editor;

    @BeforeContainer
    static void twoUsersAreConnected() throws IOException, GeneralSecurityException {
        editor = new Editor();
    }

    @Property(tries = EDITS, edgeCases = EdgeCasesMode.NONE)
    void everyEditIsRefused(@ForAll Tampering kind, @ForAll long seed) throws IOException {
        editor.edit(kind, new Random(seed));
        assertEquals(List.of(), editor.taken());
    }

    @AfterContainer
    static void everyKindCameAndTheSessionsGoOn() throws IOException {
        editor.restore();
        for (Tampering kind : Tampering.values()) {
            int edits = editor.counts().getOrDefault(kind, 0);
            assertTrue(edits >= OF_EACH, kind + " came " + edits + " times only");
        }
        assertTrue(editor.namedAFile() > EDITS * 9 / 10, editor.text());
        assertTrue(editor.namedALine() > EDITS / 4, editor.text());
        editor.close();
    }
}
