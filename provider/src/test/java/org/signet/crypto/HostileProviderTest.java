package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.signet.crypto.FakePlace.CALL;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** A provider at position 1 that offers whatever any other offers sees no key and lends no randomness (threat S18). */
class HostileProviderTest {
    private static final Set<String> MEETS_SECRETS = Set.of(
            "Cipher",
            "Signature",
            "KeyAgreement",
            "KeyFactory",
            "KeyGenerator",
            "KeyPairGenerator",
            "Mac",
            "SecretKeyFactory");

    private static final KeyPair RSA = TestKeys.rsa();
    private static final KeyPair EC = TestKeys.ec();

    private final byte[] ciphertext = Padding.encrypt(RSA.getPublic(), new byte[] {1, 2, 3});
    private final Hostile hostile = new Hostile("Hostile");

    @BeforeEach
    void installFirst() {
        assertEquals(1, Security.insertProviderAt(hostile, 1));
    }

    @AfterEach
    void remove() {
        Security.removeProvider(hostile.getName());
    }

    @Test
    void itIsAskedByWhoeverNamesNoProvider() {
        assertThrows(
                InvalidKeyException.class,
                () -> Signature.getInstance("SHA256withRSA").initSign(new NoKey()));
        assertFalse(hostile.asked.isEmpty());
    }

    @Test
    void itSeesNoKeyOfAnyOperation() {
        EncryptionServices services = new EncryptionServices(Map.of(), Security::getProviders);
        PrivateOperations operations = new PrivateOperations(services);
        FakePlace file = FakePlace.file(RSA, Primitive.RSA_RAW);
        FakePlace card = FakePlace.card(RSA, Primitive.RSA_RAW);
        FakePlace ecFile = FakePlace.file(EC, Primitive.ECDSA, Primitive.ECDH);
        FakePlace ecCard = FakePlace.card(EC, Primitive.ECDSA, Primitive.ECDH);
        for (FakePlace place : List.of(file, card)) {
            operations.sign(place.record(), new Scheme.RsaPkcs1(Digest.SHA256), new byte[32], place, CALL);
            byte[] plaintext =
                    operations.decrypt(place.record(), new Scheme.RsaPkcs1Decrypt(), ciphertext, place, CALL);
            assertArrayEquals(new byte[] {1, 2, 3}, plaintext);
        }
        for (FakePlace place : List.of(ecFile, ecCard)) {
            operations.sign(place.record(), new Scheme.Ecdsa(), new byte[32], place, CALL);
            operations.agree(place.record(), EC.getPublic(), place, CALL);
        }
        ServiceKey.decode(RSA.getPublic(), RSA.getPrivate().getEncoded());
        ServiceKey.decode(EC.getPublic(), EC.getPrivate().getEncoded());
        assertEquals(List.of(), hostile.asked);
    }

    @Test
    void oneThatTookAServicesNameIsNotUsed() {
        Hostile[] all = Stream.of("SunJCE", "SunEC", "Conscrypt", "AmazonCorrettoCryptoProvider", "BC")
                .map(Hostile::new)
                .toArray(Hostile[]::new);
        EncryptionServices services = new EncryptionServices(Map.of(), () -> all);
        KeyAccessException e = assertThrows(
                KeyAccessException.class,
                () -> ServiceKey.perform(services, EC.getPrivate(), Primitive.ECDSA, new byte[32]));
        assertEquals(Reason.CANNOT, e.reason());
        assertEquals("ECDSA signature: no encryption service for it is installed", e.getMessage());
        assertThrows(
                KeyAccessException.class,
                () -> ServiceKey.perform(services, RSA.getPrivate(), Primitive.RSA_RAW, new byte[256]));
        Stream.of(all).forEach(hostile -> assertEquals(List.of(), hostile.asked));
    }

    /** Answers to every name that a key-bearing service of the platform has, and writes down who asks. */
    private static final class Hostile extends Provider {
        private static final long serialVersionUID = 1;

        final transient List<String> asked = new CopyOnWriteArrayList<>();

        Hostile(String name) {
            super(name, "1", "takes what it is given");
            for (Provider provider : Security.getProviders()) {
                for (Service service : provider.getServices()) {
                    if (MEETS_SECRETS.contains(service.getType())) {
                        putService(new Asked(service.getType(), service.getAlgorithm()));
                    }
                }
            }
        }

        private final class Asked extends Service {
            Asked(String type, String algorithm) {
                super(Hostile.this, type, algorithm, "none", null, null);
            }

            @Override
            public boolean supportsParameter(Object parameter) {
                asked.add(getType() + " " + getAlgorithm() + " was shown a " + parameter.getClass());
                return true;
            }

            @Override
            public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
                asked.add(getType() + " " + getAlgorithm() + " was made");
                throw new NoSuchAlgorithmException("I only listen");
            }
        }
    }

    private static final class NoKey implements PrivateKey {
        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "RSA";
        }

        @Override
        public String getFormat() {
            return "none";
        }

        @Override
        public byte[] getEncoded() {
            return new byte[0];
        }
    }
}
