package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** jca-facts 4: who answers for a KeyPairGenerator hijacks other programs' keys; ours answers where it was opted into. */
class GeneratorsTest {
    private final FakeManager manager = new FakeManager();
    private boolean optedIn;
    private final Generating provider = new Generating();

    private final class Generating extends Provider {
        private static final long serialVersionUID = 1;

        Generating() {
            super("GeneratorsUnderTest", "0", "generators over a fake manager");
            Generators.services(this, new LazyManager(() -> manager), () -> optedIn)
                    .forEach(this::putService);
        }
    }

    @AfterEach
    void removed() {
        Security.removeProvider(provider.getName());
    }

    static Stream<Generators.Row> rows() {
        return Generators.rows().stream();
    }

    private static List<String> names(Generators.Row row) {
        return Stream.concat(Stream.of(row.name()), row.aliases().stream()).toList();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void withoutTheOptInNobodyMeetsUsWhereverWeStand(Generators.Row row) throws Exception {
        Security.insertProviderAt(provider, 1);
        for (String name : names(row)) {
            NoSuchAlgorithmException e =
                    assertThrows(NoSuchAlgorithmException.class, () -> KeyPairGenerator.getInstance(name, provider));
            assertTrue(e.getMessage().contains("keygen=true"), e.getMessage());
            boolean otherwise = Stream.of(Security.getProviders())
                    .anyMatch(p -> !p.equals(provider) && p.getService("KeyPairGenerator", name) != null);
            if (otherwise) {
                assertNotEquals(provider, KeyPairGenerator.getInstance(name).getProvider());
            }
        }
        assertEquals(List.of(), manager.asked);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void withItEachNameGivesAHandleOfTheDefaultUser(Generators.Row row) throws Exception {
        optedIn = true;
        KeyPairGenerator generator = KeyPairGenerator.getInstance(row.name(), provider);
        for (String name : names(row)) {
            assertSame(provider, KeyPairGenerator.getInstance(name, provider).getProvider(), name);
        }
        boolean sized = row.kind().endsWith("3072");
        if (sized) {
            generator.initialize(2048);
        }
        assertEquals(List.of(), manager.asked, "nothing is asked before");
        KeyPair pair = generator.generateKeyPair();
        assertEquals(List.of("generate " + (sized ? row.sized().apply(2048) : row.kind())), manager.asked);
        assertTrue(pair.getPrivate() instanceof SignetPrivateKey);
        assertNull(pair.getPrivate().getEncoded());
        assertEquals(pair.getPublic().getAlgorithm(), pair.getPrivate().getAlgorithm());
    }

    @Test
    void whatAKeyIsToBeCanBeSaidAsProgramsSayIt() throws Exception {
        optedIn = true;
        Map<String, List<AlgorithmParameterSpec>> known = Map.of(
                "ec:P-384",
                List.of(
                        new ECGenParameterSpec("secp384r1"),
                        new ECGenParameterSpec("NIST P-384"),
                        new ECGenParameterSpec("1.3.132.0.34"),
                        ((ECPublicKey) TestKeys.freshEc("secp384r1").getPublic()).getParams()),
                "rsa:2048",
                List.of(
                        new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4),
                        new RSAKeyGenParameterSpec(2048, null)),
                "ed25519",
                List.of(NamedParameterSpec.ED25519),
                "x25519",
                List.of(NamedParameterSpec.X25519));
        Map<String, String> generators =
                Map.of("ec:P-384", "EC", "rsa:2048", "RSA", "ed25519", "EdDSA", "x25519", "XDH");
        for (Map.Entry<String, List<AlgorithmParameterSpec>> kind : known.entrySet()) {
            for (AlgorithmParameterSpec parameters : kind.getValue()) {
                manager.asked.clear();
                KeyPairGenerator generator = KeyPairGenerator.getInstance(generators.get(kind.getKey()), provider);
                generator.initialize(parameters);
                generator.generateKeyPair();
                assertEquals(List.of("generate " + kind.getKey()), manager.asked);
            }
        }
    }

    @Test
    void whatNobodyMakesIsRefusedAtOnce() throws Exception {
        optedIn = true;
        KeyPairGenerator rsa = KeyPairGenerator.getInstance("RSA", provider);
        InvalidParameterException e = assertThrows(InvalidParameterException.class, () -> rsa.initialize(2050));
        assertTrue(e.getMessage().contains("rsa has 3072"), e.getMessage());
        RSAKeyGenParameterSpec three = new RSAKeyGenParameterSpec(2048, BigInteger.valueOf(3));
        assertThrows(InvalidAlgorithmParameterException.class, () -> rsa.initialize(three));
        assertThrows(InvalidAlgorithmParameterException.class, () -> rsa.initialize(NamedParameterSpec.X25519));
        assertThrows(InvalidAlgorithmParameterException.class, () -> rsa.initialize((AlgorithmParameterSpec) null));
        KeyPairGenerator ec = KeyPairGenerator.getInstance("EC", provider);
        ECGenParameterSpec koblitz = new ECGenParameterSpec("secp256k1");
        assertThrows(InvalidAlgorithmParameterException.class, () -> ec.initialize(koblitz));
        assertThrows(InvalidParameterException.class, () -> ec.initialize(160));
        KeyPairGenerator ed = KeyPairGenerator.getInstance("Ed25519", provider);
        assertThrows(InvalidAlgorithmParameterException.class, () -> ed.initialize(NamedParameterSpec.ED448));
        assertThrows(
                InvalidParameterException.class,
                () -> KeyPairGenerator.getInstance("ML-DSA", provider).initialize(2048));
        assertEquals(List.of(), manager.asked);
    }

    @Test
    void anErrorOfTheManagerArrivesAsItIs() throws Exception {
        optedIn = true;
        manager.failure = FakeManager.failure(Reason.NOT_CONNECTED, "log in first");
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519", provider);
        assertSame(manager.failure, assertThrows(KeyAccessException.class, generator::generateKeyPair));
        assertFalse(manager.asked.isEmpty());
    }
}
