package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.crypto.ServiceTask.Family;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** Which service is chosen, and what is said of one that cannot be. */
class EncryptionServicesTest {
    private static final KeyPair RSA = TestKeys.rsa();
    private static final KeyPair EC = TestKeys.ec();
    private static final Provider BC = new BouncyCastleProvider();
    private static final Provider SUN_JCE = Security.getProvider("SunJCE");
    private static final Provider SUN_EC = Security.getProvider("SunEC");

    private final Watched watched = new Watched("Watched", UnaryOperator.identity());
    private final byte[] block = Integers.i2osp(BigInteger.TWO, 256);

    private EncryptionServices named(Family family, String name, Provider... installed) {
        return new EncryptionServices(Map.of(family, name), () -> installed);
    }

    private byte[] raw(EncryptionServices services) {
        return ServiceKey.perform(services, RSA.getPrivate(), Primitive.RSA_RAW, block);
    }

    private static List<String> order(ServiceTask task, Provider... installed) {
        return new Preference(Map.of(), () -> installed)
                .of(task).stream()
                        .map(c -> c.provider().map(Provider::getName).orElse("Signet"))
                        .toList();
    }

    @Test
    void theTablesOrderCountsAndNotTheListsAndOnlyWhatIsInstalled() {
        assertEquals(List.of("SunJCE", "BC"), order(ServiceTask.RSA_RAW, BC, SUN_EC, SUN_JCE));
        assertEquals(List.of("SunEC", "BC"), order(ServiceTask.ECDSA, BC, SUN_JCE, SUN_EC));
        assertEquals(List.of("SunEC"), order(ServiceTask.ECDH, SUN_JCE, SUN_EC));
        assertEquals(List.of("Signet", "SunEC"), order(ServiceTask.ECDSA_CHECK, BC, SUN_EC));
        assertEquals(List.of(), order(ServiceTask.RSA_RAW, watched, SUN_EC));
    }

    @Test
    void theNamedServiceDoesIt() {
        assertArrayEquals(raw(EncryptionServices.preferred()), raw(named(Family.RSA, "Watched", SUN_JCE, watched)));
        assertEquals(List.of("RSA/ECB/NoPadding"), watched.asked);
    }

    @Test
    void theJdksRsaHasTwoNames() {
        byte[] expected = raw(EncryptionServices.preferred());
        Provider sunRsaSign = Security.getProvider("SunRsaSign");
        assertArrayEquals(expected, raw(named(Family.RSA, "SunRsaSign", BC, sunRsaSign, SUN_JCE)));
        assertArrayEquals(expected, raw(named(Family.RSA, "SunJCE", BC, sunRsaSign, SUN_JCE)));
    }

    @Test
    void whatItLacksTheTablesNextOneDoes() throws Exception {
        Provider signsOnly = new OneAlgorithm("Signer", "Signature", "NONEwithECDSA", SUN_EC);
        EncryptionServices services = named(Family.EC, "Signer", SUN_EC, signsOnly);
        byte[] point = new EcCurve(((ECPublicKey) EC.getPublic()).getParams()).encode(EC.getPublic());
        assertArrayEquals(
                ServiceKey.perform(EC.getPrivate(), Primitive.ECDH, point),
                ServiceKey.perform(services, EC.getPrivate(), Primitive.ECDH, point));
        assertVerifies(EC, ServiceKey.perform(services, EC.getPrivate(), Primitive.ECDSA, new byte[32]));
    }

    @Test
    void aNameThatIsNotInstalledIsAConfigurationErrorThatNamesWhatIs() {
        KeyAccessException e =
                assertThrows(KeyAccessException.class, () -> raw(named(Family.RSA, "Absent", BC, SUN_EC, SUN_JCE)));
        assertEquals(Reason.CONFIGURATION, e.reason());
        assertEquals(
                "Signet's configuration: service.rsa=Absent is not installed; installed and fit: BC, SunJCE",
                e.getMessage());
    }

    @Test
    void anInstalledOneThatDoesNothingOfTheKindIsRefused() {
        KeyAccessException e =
                assertThrows(KeyAccessException.class, () -> raw(named(Family.RSA, "SunEC", SUN_EC, SUN_JCE)));
        assertEquals(Reason.CONFIGURATION, e.reason());
        assertEquals(
                "Signet's configuration: service.rsa=SunEC does nothing with RSA keys that Signet asks for;"
                        + " installed and fit: SunJCE",
                e.getMessage());
    }

    @Test
    void signetItselfIsRefusedUnderAnyName() {
        Provider signet = new OneAlgorithm("Signet-1234", "KeyStore", "Signet", SUN_JCE);
        KeyAccessException e =
                assertThrows(KeyAccessException.class, () -> raw(named(Family.RSA, "Signet-1234", signet, SUN_JCE)));
        assertEquals(Reason.CONFIGURATION, e.reason());
        assertEquals(
                "Signet's configuration: service.rsa=Signet-1234 is Signet itself, which asks the service;"
                        + " installed and fit: SunJCE",
                e.getMessage());
    }

    @Test
    void aServiceThatSendsItBackIsALoopEvenIfItHidesTheError() {
        List<EncryptionServices> back = new ArrayList<>();
        Watched loop = new Watched("Loop", result -> {
            try {
                return raw(back.get(0));
            } catch (KeyAccessException e) {
                return result;
            }
        });
        back.add(named(Family.RSA, "Loop", SUN_JCE, loop));
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> raw(back.get(0)));
        assertEquals(Reason.CONFIGURATION, e.reason());
        assertEquals(
                "Signet's configuration: service.rsa=Loop sends the operation back to Signet: a loop", e.getMessage());
        assertArrayEquals(
                raw(EncryptionServices.preferred()),
                raw(named(Family.RSA, "Watched", watched))); // nothing stays behind
    }

    // A CRT result with a fault in one half gives the key away (Boneh, DeMillo, Lipton 1997).
    @Test
    void aStrangersFaultyResultIsNotReleased() {
        Watched faulty = new Watched("Faulty", result -> {
            result[200] ^= 1;
            return result;
        });
        KeyAccessException e =
                assertThrows(KeyAccessException.class, () -> raw(named(Family.RSA, "Faulty", SUN_JCE, faulty)));
        assertEquals(Reason.CANNOT, e.reason());
        assertEquals("RSA private operation by Faulty failed: GeneralSecurityException", e.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void theBundledVerifierSaysWhatSunEcSays(String curve) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", SUN_EC);
        generator.initialize(new ECGenParameterSpec(curve));
        KeyPair pair = generator.generateKeyPair();
        ECPublicKey key = (ECPublicKey) pair.getPublic();
        byte[] digest = new byte[48];
        digest[0] = 1;
        byte[] cut = EcPlace.leftmost(digest, key.getParams().getOrder().bitLength());
        byte[] signature = ServiceKey.perform(pair.getPrivate(), Primitive.ECDSA, cut);
        assertTrue(EcVerifier.of(key).verifies(cut, signature));
        BigInteger n = key.getParams().getOrder();
        BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(n, signature);
        for (BigInteger[] wrong : new BigInteger[][] {
            {rs[0], rs[1].xor(BigInteger.ONE)}, {rs[0].xor(BigInteger.ONE), rs[1]}, {rs[1], rs[0]}
        }) {
            byte[] changed = StandardDSAEncoding.INSTANCE.encode(n, wrong[0], wrong[1]);
            Signature jdk = Signature.getInstance("NONEwithECDSA", SUN_EC);
            jdk.initVerify(key);
            jdk.update(cut);
            assertEquals(jdk.verify(changed), EcVerifier.of(key).verifies(cut, changed));
        }
        cut[0] ^= 1;
        assertFalse(EcVerifier.of(key).verifies(cut, signature));
    }

    private static void assertVerifies(KeyPair pair, byte[] signature) throws Exception {
        Signature jdk = Signature.getInstance("NONEwithECDSA", SUN_EC);
        jdk.initVerify(pair.getPublic());
        jdk.update(new byte[32]);
        assertTrue(jdk.verify(signature));
    }

    /** One algorithm of another provider, under a name of its own. */
    private static final class OneAlgorithm extends Provider {
        private static final long serialVersionUID = 1;

        OneAlgorithm(String name, String type, String algorithm, Provider from) {
            super(name, "1", "one algorithm");
            Service service = from.getService(type, algorithm);
            putService(
                    new Service(this, type, algorithm, service == null ? "none" : service.getClassName(), null, null) {
                        @Override
                        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                            return service.newInstance(parameter);
                        }
                    });
        }
    }

    /** Raw RSA by the numbers of the key, with something done to the result. */
    private static final class Watched extends Provider {
        private static final long serialVersionUID = 1;

        final transient List<String> asked = new ArrayList<>();

        Watched(String name, UnaryOperator<byte[]> change) {
            super(name, "1", "raw RSA");
            putService(new Service(this, "Cipher", "RSA/ECB/NoPadding", "none", null, null) {
                @Override
                public Object newInstance(Object parameter) {
                    return new RawCipher(key -> input -> {
                        asked.add("RSA/ECB/NoPadding");
                        RSAPrivateCrtKey rsa = (RSAPrivateCrtKey) key;
                        BigInteger result = Integers.os2ip(input).modPow(rsa.getPrivateExponent(), rsa.getModulus());
                        return change.apply(Integers.i2osp(result, Integers.bytes(rsa.getModulus())));
                    });
                }
            });
        }
    }
}
