package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.files;
import static org.signet.userfile.TestFiles.login;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bouncycastle.jcajce.interfaces.MLDSAPrivateKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.crypto.Possession;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.Scheme;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.KeyAccess;
import org.signet.key.KeyKind;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Primitive;

/** Every kind of key that the file can make or take in: kept, found again by another manager, and used. */
class EveryKindTest {
    private static final byte[] MESSAGE = new byte[32];

    @TempDir
    private Path temporary;

    private final PrivateOperations operations = new PrivateOperations();

    private UserFiles open() {
        return files(temporary.resolve("signet"));
    }

    /** What a key of the file says of itself, by asking for one operation whose result is checked with the public half. */
    private boolean works(UserFiles files, KeyRecord key) {
        try (KeyAccess access = login(files, "bob")) {
            if (Possession.canProve(key) && !key.can().contains(Primitive.ECDSA)) {
                return new Possession(operations).prove(key, MESSAGE, access, call(""));
            }
            Scheme.SignatureScheme scheme = key.can().contains(Primitive.ECDSA)
                    ? new Scheme.Ecdsa()
                    : key.can().contains(Primitive.EDDSA)
                            ? new Scheme.EdDsa()
                            : key.can().contains(Primitive.DSA) ? new Scheme.Dsa() : new Scheme.MlDsa();
            // as if a card had answered, so that the result is verified
            KeyRecord elsewhere = key.at(KeyPlace.card("piv:1", "9a"));
            byte[] signature = operations.sign(elsewhere, scheme, MESSAGE, new Away(access, key), call(""));
            return signature.length > 0;
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rsa:2048",
                "ec:P-256",
                "ec:P-384",
                "ec:P-521",
                "ed25519",
                "x25519",
                "dh:2048",
                "dsa:2048",
                "dsa:3072",
                "ml-dsa:44",
                "ml-dsa:65",
                "ml-dsa:87"
            })
    void aKeyIsMadeInTheFileAndAnotherManagerUsesIt(String kind) {
        KeyRecord made;
        try (KeyAccess access = login(open(), "bob")) {
            made = access.generate(KeyKind.of(kind), "k", call(""));
        }
        assertEquals(KeyOrigin.FILE, made.facts().origin());
        assertEquals(KeyPlace.FILE, made.place());
        UserFiles again = open();
        KeyRecord found = again.directory().key("bob", made.id()).orElseThrow();
        assertEquals(made.publicKey(), found.publicKey());
        assertEquals(Set.copyOf(SoftwareKeys.can(found.publicKey())), found.can());
        assertEquals(List.of("k"), found.aliases());
        assertTrue(works(again, found), kind);
    }

    @ParameterizedTest
    @CsvSource({"Ed448,EDDSA", "X448,XDH", "DSA,DSA", "ML-DSA-65,ML_DSA"})
    void aKeyThatWasMadeElsewhereIsTakenIn(String algorithm, Primitive can) {
        KeyPair pair = org.signet.TestKeys.named(algorithm);
        KeyRecord taken;
        try (KeyAccess access = login(open(), "bob")) {
            taken = access.create(new NewKey("k", pair.getPrivate(), pair.getPublic(), List.of()), call(""));
        }
        assertEquals(Set.of(can), taken.can());
        assertEquals(KeyOrigin.IMPORTED, taken.facts().origin());
        assertArrayEquals(pair.getPublic().getEncoded(), taken.publicKey().getEncoded());
        assertTrue(works(open(), taken));
    }

    @Test
    void aKeyWithoutANameIsKeptUntilItGetsOne() {
        try (KeyAccess access = login(open(), "bob")) {
            KeyRecord nameless = access.generate(KeyKind.of("ed25519"), "", call(""));
            assertEquals(List.of(), nameless.aliases());
            assertEquals(Optional.of(nameless), access.key(nameless.id().hex()), "found by its id, in this manager");
        }
    }

    /** RFC 9881, 6: a seed, an expanded key, or both; kept is the one that every JDK reads which has ML-DSA. */
    @Test
    void mlDsaIsKeptInOneFormWhateverItCameIn() {
        KeyPair pair = org.signet.TestKeys.named("ML-DSA-44");
        MLDSAPrivateKey both = (MLDSAPrivateKey) pair.getPrivate();
        PrivateKey seed = both.getPrivateKey(true);
        PrivateKey expanded = both.getPrivateKey(false);
        byte[] kept = SoftwareKeys.canonical(pair.getPublic(), both.getEncoded());
        assertFalse(Arrays.equals(seed.getEncoded(), expanded.getEncoded()));
        for (PrivateKey form : List.of(seed, expanded)) {
            assertArrayEquals(kept, SoftwareKeys.canonical(pair.getPublic(), form.getEncoded()));
        }
        // PrivateKeyInfo: version, algorithm without parameters, OCTET STRING { OCTET STRING of 2,560 bytes }
        String head = "30820a18020100300b060960864801650304031104820a0404820a00";
        assertEquals(head, java.util.HexFormat.of().formatHex(kept, 0, head.length() / 2));
    }
}
