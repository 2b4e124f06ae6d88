package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** What a name tells at the moment when another file takes it. */
class ReplacedFileTest {
    private static final Path FILE = Path.of("bob.user");

    private static FileState withNames(int links) {
        FileTime time = FileTime.fromMillis(0);
        return new FileState(
                1,
                1,
                time,
                time,
                100,
                FileState.REGULAR | 0600,
                links,
                ProcessOwner.self().uid());
    }

    /** lstat of a name whose file a writer has just renamed another one over. */
    @Test
    void aFileThatIsReplacedWhileItIsLookedAtIsNoLink() {
        assertDoesNotThrow(() -> Hygiene.file(FILE, withNames(0)));
        assertDoesNotThrow(() -> Hygiene.file(FILE, withNames(1)));
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> Hygiene.file(FILE, withNames(2)));
        assertEquals(Reason.UNSAFE, e.reason());
    }
}
