package org.signet.wrap;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.signet.crypto.SshEncoding;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.Reason;

/** Bob of userfile-v1/: every intermediate value, in both directions. */
class WrapVectorsTest {
    private static final HexFormat HEX = HexFormat.of();
    private static final String ID = "7a54291071b54ca9e438227157f933da";
    private static final char[] PASSPHRASE = "correct horse battery".toCharArray();
    private static final Kdf KDF = new Kdf(KdfCost.STANDARD, "q4sZJ3TUC6L2TSzWeqRg3A==");

    private static Vectors vectors;
    private static MasterKey bob;

    @BeforeAll
    static void openBob() throws Exception {
        vectors = Vectors.load();
        bob = MasterKey.open(ID, KDF, vectors.master(), PASSPHRASE);
    }

    @Test
    void theStretchedPassphraseAndItsTwoKeysAreTheVectors() {
        byte[] stretched = Argon2id.derive(Passphrase.utf8(PASSPHRASE), KDF);
        byte[] info = SshEncoding.enc("signet/1/master", HEX.parseHex(ID), KDF.text());
        byte[] keys = Hkdf.derive(stretched, new byte[0], info, 64);
        assertEquals(vectors.value("argon2id"), HEX.formatHex(stretched));
        assertEquals(vectors.value("master info"), HEX.formatHex(info));
        assertEquals(vectors.value("kek"), HEX.formatHex(keys, 0, 32));
        assertEquals(vectors.value("check"), HEX.formatHex(keys, 32, 64));
        byte[] secret = Gcm.decrypt(Arrays.copyOf(keys, 32), info, Arrays.copyOfRange(vectors.master(), 32, 112))
                .orElseThrow();
        assertEquals(vectors.value("master") + vectors.value("seal seed"), HEX.formatHex(secret));
    }

    @Test
    void wrappedAgainUnderTheSameSaltItIsTheSameLine() {
        assertArrayEquals(vectors.master(), bob.wrap(KDF, PASSPHRASE));
    }

    @Test
    void theKeyUnwrapsForItsOwnIdAlone() {
        assertEquals(
                vectors.value("pkcs8"),
                HEX.formatHex(
                        bob.unwrapKey(vectors.keyId(), vectors.wrappedKey()).orElseThrow()));
        KeyId other = KeyId.ofSpki(new byte[] {1});
        assertTrue(bob.unwrapKey(other, vectors.wrappedKey()).isEmpty());
        assertTrue(bob.unwrapKey(vectors.keyId(), new byte[47]).isEmpty());
    }

    @Test
    void everyWrappingIsFreshAndOpensAgain() {
        byte[] pkcs8 = HEX.parseHex(vectors.value("pkcs8"));
        byte[] first = bob.wrapKey(vectors.keyId(), pkcs8);
        assertFalse(Arrays.equals(first, bob.wrapKey(vectors.keyId(), pkcs8)));
        assertArrayEquals(pkcs8, bob.unwrapKey(vectors.keyId(), first).orElseThrow());
    }

    @Test
    void theSealerIsTheSeedsPublicKey() {
        assertEquals(
                "MCowBQYDK2VwAyEAQcZZYXKN56BxLyePMyXDTLISePq4nHnV7ozETccDMCc=",
                Base64.getEncoder().encodeToString(bob.sealer().getEncoded()));
    }

    @Test
    void aWrongPassphraseIsToldFromADamagedMaster() {
        Kdf cheap = new Kdf(new KdfCost(64, 1, 1), KDF.salt());
        MasterKey key = MasterKey.fresh(ID);
        byte[] wrapped = key.wrap(cheap, PASSPHRASE);
        assertReason(Reason.PASSPHRASE_WRONG, cheap, wrapped, "correct horse batterz");
        wrapped[40] ^= 1;
        assertReason(Reason.DAMAGED, cheap, wrapped, "correct horse battery");
        wrapped[40] ^= 1;
        wrapped[3] ^= 1;
        assertReason(Reason.PASSPHRASE_WRONG, cheap, wrapped, "correct horse battery");
    }

    @Test
    void afterCloseItOpensSealsAndWrapsNothing() {
        MasterKey key = MasterKey.fresh(ID);
        key.close();
        for (Runnable use : new Runnable[] {
            () -> key.wrapKey(vectors.keyId(), new byte[3]),
            () -> key.unwrapKey(vectors.keyId(), new byte[99]),
            () -> key.seal(bob.sealer(), "body@signet", new byte[3]),
            key::sealer
        }) {
            assertEquals(
                    Reason.NOT_CONNECTED,
                    assertThrows(KeyAccessException.class, use::run).reason());
        }
    }

    @Test
    void memoryBeyondHalfOfTheHeapIsRefusedBeforeItIsAllocated() {
        int tooMuch = (int) Math.min(Integer.MAX_VALUE, Runtime.getRuntime().maxMemory() / 2 / 1024 + 1);
        Kdf kdf = new Kdf(new KdfCost(tooMuch, 1, 1), KDF.salt());
        assertReason(Reason.CANNOT, kdf, vectors.master(), "correct horse battery");
    }

    @Test
    void onlyTheBoundsOfTheDesignAreAllowed() {
        KdfLimits limits = KdfLimits.STANDARD;
        assertTrue(limits.allow(KdfCost.STANDARD));
        assertTrue(limits.allow(new KdfCost(1024 * 1024, 10, 8)));
        for (KdfCost cost : new KdfCost[] {
            new KdfCost(65535, 3, 4),
            new KdfCost(1024 * 1024 + 1, 3, 4),
            new KdfCost(65536, 1, 4),
            new KdfCost(65536, 11, 4),
            new KdfCost(65536, 3, 0),
            new KdfCost(65536, 3, 9),
            new KdfCost(-1, 3, 4)
        }) {
            assertFalse(limits.allow(cost), cost.toString());
        }
    }

    private static void assertReason(Reason reason, Kdf kdf, byte[] wrapped, String passphrase) {
        KeyAccessException e = assertThrows(
                KeyAccessException.class, () -> MasterKey.open(ID, kdf, wrapped, passphrase.toCharArray()));
        assertEquals(reason, e.reason());
        assertFalse(e.getMessage().contains(passphrase));
    }

    private record Vectors(Map<String, String> values, String file) {
        static Vectors load() throws Exception {
            Map<String, String> values = new HashMap<>();
            for (String line : resource("vectors.txt").lines().toList()) {
                int space = line.lastIndexOf(' ');
                values.put(line.substring(0, space), line.substring(space + 1));
            }
            return new Vectors(values, resource("bob.user"));
        }

        private static String resource(String name) throws Exception {
            try (var in = WrapVectorsTest.class.getResourceAsStream("/userfile-v1/" + name)) {
                return new String(in.readAllBytes(), US_ASCII);
            }
        }

        String value(String name) {
            return values.get(name);
        }

        byte[] master() {
            return Base64.getDecoder().decode(after("master: ", "\n"));
        }

        KeyId keyId() {
            return new KeyId(after("\nkey: ", "\n"));
        }

        byte[] wrappedKey() {
            return Base64.getMimeDecoder().decode(after("-----BEGIN SIGNET WRAPPED KEY-----\n", "-----END"));
        }

        private String after(String begin, String end) {
            int from = file.indexOf(begin) + begin.length();
            return file.substring(from, file.indexOf(end, from));
        }
    }
}
