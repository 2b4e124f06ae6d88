package org.signet.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

class PassphraseTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "short77", "12345678", "00000000000", "changeit", "ChangeIt", "PASSWORD", "changeme"})
    void aPoorNewPassphraseIsRefusedWithoutBeingQuoted(String poor) {
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> Passphrase.requireGood(poor.toCharArray()));
        assertEquals(Reason.REFUSED, e.reason());
        assertTrue(poor.isEmpty() || !e.getMessage().contains(poor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"correct horse battery", "changeit2", "1234567a", "Grüße, Ärger", "😀😀😀😀"})
    void aFairOneIsTaken(String fair) {
        assertDoesNotThrow(() -> Passphrase.requireGood(fair.toCharArray()));
        assertArrayEquals(fair.getBytes(StandardCharsets.UTF_8), Passphrase.utf8(fair.toCharArray()));
    }

    @Test
    void halfASurrogatePairAndTooManyBytesAreRefused() {
        for (String bad : new String[] {"abcdefgh\uD83D", "\uDE00abcdefgh", "x".repeat(1025), "ü".repeat(513)}) {
            KeyAccessException e = assertThrows(KeyAccessException.class, () -> Passphrase.utf8(bad.toCharArray()));
            assertEquals(Reason.REFUSED, e.reason());
        }
        assertEquals(1024, Passphrase.utf8("ü".repeat(512).toCharArray()).length);
    }

    @Test
    void theAcceptedSecretIsKnownAgainUntilItIsClosed() {
        char[] right = "correct horse battery".toCharArray();
        AcceptedSecret accepted = new AcceptedSecret(right);
        assertTrue(accepted.is(right));
        assertFalse(accepted.is("correct horse".toCharArray()));
        assertFalse(accepted.is("\uD83D".toCharArray()));
        accepted.close();
        assertFalse(accepted.is(right));
    }
}
