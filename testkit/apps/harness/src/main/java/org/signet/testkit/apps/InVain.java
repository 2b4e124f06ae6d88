package org.signet.testkit.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.function.Executable;
import org.signet.testkit.process.Page;

/** What docs/cannot-work.md says of a program, held against the program: the block tagged {@code text NAME} is what it throws. */
public final class InVain {
    private InVain() {}

    /**
     * Fails if the program works after all, or fails otherwise than the page has it.
     *
     * @param name of the block, whose text the exception with its class begins with
     */
    public static void asThePageSays(String name, Executable program) throws IOException {
        List<Page.Block> blocks = Page.read("docs/cannot-work.md").tagged("text " + name);
        assertEquals(1, blocks.size(), () -> "blocks tagged \"text " + name + "\"");
        String told = blocks.get(0).text().strip();
        String thrown =
                assertThrows(Throwable.class, program, () -> name + " works").toString();
        assertTrue(thrown.startsWith(told), () -> name + " now says\n" + thrown);
    }
}
