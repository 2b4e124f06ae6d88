package org.signet.wrap;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Reason;

/** What is wrapped comes back for its user, key and passphrase, and for nothing else (userfile.md, Master and Key). */
class WrapProperties {
    private static final String USER = "7a54291071b54ca9e438227157f933da";
    private static final String OTHER_USER = "7a54291071b54ca9e438227157f933db";
    private static final KeyId KEY = new KeyId("ab".repeat(32));
    private static final KeyId OTHER_KEY = new KeyId("ac".repeat(32));
    private static final KdfCost CHEAP = new KdfCost(8, 1, 1);

    @Property(tries = 300)
    void aKeyComesBackByItsNameOnly(@ForAll @Size(max = 2000) byte[] pkcs8) {
        try (MasterKey master = MasterKey.fresh(USER);
                MasterKey another = MasterKey.fresh(USER)) {
            byte[] blob = master.wrapKey(KEY, pkcs8);
            assertEquals(pkcs8.length + MasterKey.KEY_OVERHEAD, blob.length);
            assertArrayEquals(pkcs8, master.unwrapKey(KEY, blob).orElseThrow());
            assertTrue(master.unwrapKey(OTHER_KEY, blob).isEmpty());
            assertTrue(another.unwrapKey(KEY, blob).isEmpty());
            assertFalse(Arrays.equals(blob, master.wrapKey(KEY, pkcs8)), "a fresh salt each time");
        }
    }

    @Property(tries = 500)
    void aChangedOrShortenedKeyIsRefused(
            @ForAll @Size(max = 300) byte[] pkcs8,
            @ForAll @IntRange(max = 7) int bit,
            @ForAll @IntRange(max = 100_000) int at) {
        try (MasterKey master = MasterKey.fresh(USER)) {
            byte[] blob = master.wrapKey(KEY, pkcs8);
            byte[] changed = blob.clone();
            changed[at % blob.length] ^= (byte) (1 << bit);
            assertTrue(master.unwrapKey(KEY, changed).isEmpty());
            assertTrue(
                    master.unwrapKey(KEY, Arrays.copyOf(blob, at % blob.length)).isEmpty());
        }
    }

    @Property(tries = 100)
    void theMasterKeyOpensByItsUserAndPassphraseAndADamagedOneIsToldFromAWrongPassphrase(
            @ForAll @IntRange(max = 111) int at, @ForAll @IntRange(max = 7) int bit) {
        Kdf kdf = Kdf.fresh(CHEAP);
        char[] passphrase = "correct horse battery".toCharArray();
        try (MasterKey master = MasterKey.fresh(USER)) {
            byte[] wrapped = master.wrap(kdf, passphrase);
            try (MasterKey opened = MasterKey.open(USER, kdf, wrapped, passphrase)) {
                assertEquals(master.sealer(), opened.sealer());
            }
            assertEquals(Reason.PASSPHRASE_WRONG, refusal(USER, kdf, wrapped, "wrong horse battery".toCharArray()));
            assertEquals(Reason.PASSPHRASE_WRONG, refusal(OTHER_USER, kdf, wrapped, passphrase));
            byte[] changed = wrapped.clone();
            changed[at] ^= (byte) (1 << bit);
            assertEquals(at < 32 ? Reason.PASSPHRASE_WRONG : Reason.DAMAGED, refusal(USER, kdf, changed, passphrase));
        }
    }

    private static Reason refusal(String user, Kdf kdf, byte[] wrapped, char[] passphrase) {
        return assertThrows(
                        KeyAccessException.class,
                        () -> MasterKey.open(user, kdf, wrapped, passphrase).close())
                .reason();
    }
}
