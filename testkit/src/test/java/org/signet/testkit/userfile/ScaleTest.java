package org.signet.testkit.userfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threats U06 with a thousand users; how fast that is is for the command to say. */
class ScaleTest {
    private static final int USERS = 1000;

    @Test
    @Timeout(120)
    void aThousandUsersAreReadAndAnotherProcesssChangeIsSeenByTheNextLook() throws Exception {
        List<String> said = new ArrayList<>();
        try (Scale scale = new Scale(USERS, said::add)) {
            assertTrue(scale.seesAnotherProcess());
            assertEquals(USERS, scale.readAll());
        }
        assertTrue(said.get(0).startsWith("1000 users with 3000 keys"), said.get(0));
    }
}
