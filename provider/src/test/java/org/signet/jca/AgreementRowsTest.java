package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.NamedParameterSpec;
import java.security.spec.XECPublicKeySpec;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.KeyAgreement;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.interfaces.DHPublicKey;
import javax.crypto.spec.DHParameterSpec;
import javax.crypto.spec.DHPublicKeySpec;
import org.bouncycastle.jcajce.spec.UserKeyingMaterialSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** ECDH beside SunEC's, and with a key derivation beside Bouncy Castle's. */
class AgreementRowsTest extends FrontFixture {
    private static byte[] sun(KeyPair own, KeyPair peer) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", "SunEC");
        agreement.init(own.getPrivate());
        agreement.doPhase(peer.getPublic(), true);
        return agreement.generateSecret();
    }

    @Test
    void theRowIsChosenForItsHandleAndAgreesWithSunEcOnEveryCurve() throws Exception {
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
            KeyPair ours = TestKeys.freshEc(curve);
            KeyPair theirs = TestKeys.freshEc(curve);
            manager.put(curve, ours, Primitive.ECDH);
            KeyAgreement agreement = KeyAgreement.getInstance("ECDH");
            agreement.init(key(curve));
            assertSame(provider, agreement.getProvider());
            agreement.doPhase(theirs.getPublic(), true);
            assertArrayEquals(sun(theirs, ours), agreement.generateSecret());
            agreement.doPhase(theirs.getPublic(), true);
            assertArrayEquals(
                    sun(theirs, ours),
                    agreement.generateSecret("TlsPremasterSecret").getEncoded());
        }
        KeyAgreement foreign = KeyAgreement.getInstance("ECDH");
        foreign.init(TestKeys.ec().getPrivate());
        assertNotEquals(provider, foreign.getProvider());
    }

    @Test
    void aPeersKeyOfAnotherKindOrCurveOrOffTheCurveIsRefusedAtOnce() throws Exception {
        ECParameterSpec p256 = ((ECPublicKey) TestKeys.ec().getPublic()).getParams();
        ECPublicKey off = new TestPoint(new ECPoint(BigInteger.TWO, BigInteger.TWO), p256);
        ECPublicKey infinite = new TestPoint(ECPoint.POINT_INFINITY, p256);
        Map<PublicKey, String> refused = Map.of(
                TestKeys.rsa().getPublic(),
                "need an EC key of the peer",
                TestKeys.freshEc("secp384r1").getPublic(),
                "a key on another curve",
                off,
                "a point that is not on the curve",
                infinite,
                "the point at infinity");
        for (Algorithms.Row row : Algorithms.rows()) {
            if (row.type().equals("KeyAgreement") && row.handle() == EcHandle.class) {
                KeyAgreement agreement = KeyAgreement.getInstance(row.name());
                agreement.init(key("ec"));
                for (Map.Entry<PublicKey, String> peer : refused.entrySet()) {
                    InvalidKeyException e =
                            assertThrows(InvalidKeyException.class, () -> agreement.doPhase(peer.getKey(), true));
                    assertTrue(e.getMessage().contains(peer.getValue()), e.getMessage());
                }
                assertThrows(IllegalStateException.class, agreement::generateSecret);
                agreement.doPhase(TestKeys.ec().getPublic(), true); // the object is good for another peer
            }
        }
        assertFalse(manager.asked.contains("agree"));
    }

    /** Whatever a peer may send. */
    private record TestPoint(ECPoint getW, ECParameterSpec getParams) implements ECPublicKey {
        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "EC";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    static Stream<Algorithms.Row> otherRows() {
        return Algorithms.rows().stream()
                .filter(row -> row.handle() == XdhHandle.class || row.handle() == DhHandle.class);
    }

    /** X25519, X448 and DH, each by all its names beside the JDK's own service. */
    @ParameterizedTest
    @MethodSource("otherRows")
    void otherRowsAgreeWithTheJdk(Algorithms.Row row) throws Exception {
        KeyPair ours = software(row);
        KeyPair theirs = TestKeys.peerOf(ours);
        for (String name :
                Stream.concat(Stream.of(row.name()), row.aliases().stream()).toList()) {
            KeyAgreement jdks = KeyAgreement.getInstance(name, row.handle() == DhHandle.class ? "SunJCE" : "SunEC");
            jdks.init(theirs.getPrivate());
            jdks.doPhase(ours.getPublic(), true);
            KeyAgreement agreement = KeyAgreement.getInstance(name);
            agreement.init(handle(row));
            assertSame(provider, agreement.getProvider());
            agreement.doPhase(theirs.getPublic(), true);
            assertArrayEquals(jdks.generateSecret(), agreement.generateSecret(), name);
            agreement.doPhase(theirs.getPublic(), true);
            jdks.doPhase(ours.getPublic(), true);
            assertArrayEquals(
                    jdks.generateSecret("TlsPremasterSecret").getEncoded(),
                    agreement.generateSecret("TlsPremasterSecret").getEncoded());
        }
    }

    @Test
    void aPeerOfAnotherCurveOrGroupOrOfSmallOrderMeetsNoXdhOrDhKey() throws Exception {
        KeyPair x25519 = TestKeys.named("X25519");
        KeyPair dh = TestKeys.named("DH");
        manager.put("x", x25519, Primitive.XDH);
        manager.put("dh", dh, Primitive.DH);
        DHParameterSpec group = ((DHPublicKey) dh.getPublic()).getParams();
        KeyFactory dhKeys = KeyFactory.getInstance("DH", "SunJCE");
        KeyAgreement x = KeyAgreement.getInstance("X25519", provider);
        x.init(key("x"));
        assertRefused(x, TestKeys.named("X448").getPublic(), "on another curve");
        assertRefused(x, TestKeys.ec().getPublic(), "need an XDH key");
        KeyAgreement d = KeyAgreement.getInstance("DH", provider);
        d.init(key("dh"));
        for (BigInteger y :
                List.of(BigInteger.ZERO, BigInteger.ONE, group.getP().subtract(BigInteger.ONE), group.getP())) {
            assertRefused(d, new TestValue(y, group), "outside the group");
        }
        BigInteger otherG = group.getG().add(BigInteger.ONE);
        PublicKey other = dhKeys.generatePublic(new DHPublicKeySpec(BigInteger.TEN, group.getP(), otherG));
        assertRefused(d, other, "of another group");
        assertFalse(manager.asked.contains("agree"));
        PublicKey low = KeyFactory.getInstance("XDH", "SunEC")
                .generatePublic(new XECPublicKeySpec(NamedParameterSpec.X25519, BigInteger.ONE));
        x.doPhase(low, true); // only the result shows it, whatever the service says of it
        KeyAccessException e = assertThrows(KeyAccessException.class, x::generateSecret);
        assertTrue(List.of(Reason.DATA, Reason.CANNOT).contains(e.reason()), e.getMessage());
    }

    private static void assertRefused(KeyAgreement agreement, PublicKey peer, String why) {
        InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> agreement.doPhase(peer, true));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    private record TestValue(BigInteger getY, DHParameterSpec getParams) implements DHPublicKey {
        private static final long serialVersionUID = 1;

        @Override
        public String getAlgorithm() {
            return "DH";
        }

        @Override
        public String getFormat() {
            return null;
        }

        @Override
        public byte[] getEncoded() {
            return null;
        }
    }

    /** Names of CMS (RFC 5753), and of OpenPGP (RFC 6637), each beside Bouncy Castle's own service of that name. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.3.133.16.840.63.0.2",
                "1.3.132.1.11.0",
                "1.3.132.1.11.1",
                "1.3.132.1.11.2",
                "1.3.132.1.11.3",
                "1.3.133.16.840.63.0.3",
                "1.3.132.1.14.0",
                "1.3.132.1.14.1",
                "1.3.132.1.14.2",
                "1.3.132.1.14.3",
                "ECDHWITHSHA1KDF",
                "ECDHWITHSHA224KDF",
                "ECDHWITHSHA256KDF",
                "ECDHWITHSHA384KDF",
                "ECDHWITHSHA512KDF",
                "ECCDHWITHSHA1KDF",
                "ECCDHWITHSHA224KDF",
                "ECCDHWITHSHA256KDF",
                "ECCDHWITHSHA384KDF",
                "ECCDHWITHSHA512KDF",
                "ECCDHWITHSHA256CKDF",
                "ECCDHWITHSHA384CKDF",
                "ECCDHWITHSHA512CKDF"
            })
    void theDerivedKeyIsBouncyCastlesForEveryNameAndLength(String name) throws Exception {
        KeyPair theirs = TestKeys.freshEc();
        for (AlgorithmParameterSpec material : new AlgorithmParameterSpec[] {
            null, new UserKeyingMaterialSpec(new byte[] {1, 2, 3}), new UserKeyingMaterialSpec(new byte[0])
        }) {
            KeyAgreement ours = KeyAgreement.getInstance(name);
            ours.init(key("ec"), material);
            assertSame(provider, ours.getProvider(), name);
            KeyAgreement bouncyCastles = KeyAgreement.getInstance(name, "BC");
            bouncyCastles.init(theirs.getPrivate(), material);
            for (String wrap : List.of("5", "25", "45", "8", "28", "48")) {
                ours.doPhase(theirs.getPublic(), true);
                bouncyCastles.doPhase(TestKeys.ec().getPublic(), true);
                String oid = "2.16.840.1.101.3.4.1." + wrap;
                SecretKey key = ours.generateSecret(oid);
                assertEquals("AES", key.getAlgorithm());
                // Bouncy Castle knows no length for key wrap with padding: it is told
                String told = wrap.endsWith("5") ? oid : "AES[" + 8 * key.getEncoded().length + "]";
                assertArrayEquals(
                        bouncyCastles.generateSecret(told).getEncoded(), key.getEncoded(), () -> name + " " + oid);
            }
            ours.doPhase(theirs.getPublic(), true);
            bouncyCastles.doPhase(TestKeys.ec().getPublic(), true);
            assertArrayEquals(bouncyCastles.generateSecret(), ours.generateSecret());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "AESWrap_128,16",
        "AESWRAP_192,24",
        "AESWrapPad_256,32",
        "AES_128/KW/NoPadding,16",
        "AES_256/KWP/NoPadding,32"
    })
    void theAlgorithmGivesTheLength(String algorithm, int length) throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDHwithSHA256KDF", provider);
        agreement.init(key("ec"));
        agreement.doPhase(TestKeys.ec().getPublic(), true);
        assertEquals(length, agreement.generateSecret(algorithm).getEncoded().length);
    }

    @Test
    void aKeyDerivationTakesItsOwnParametersAndGivesNoKeyOfUnknownLength() throws Exception {
        PrivateKey ec = key("ec");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDHwithSHA256KDF", provider);
        AlgorithmParameterSpec foreign = new ECGenParameterSpec("secp256r1");
        InvalidAlgorithmParameterException e =
                assertThrows(InvalidAlgorithmParameterException.class, () -> agreement.init(ec, foreign));
        assertTrue(e.getMessage().contains("UserKeyingMaterialSpec"), e.getMessage());
        KeyAgreement plain = KeyAgreement.getInstance("ECDH", provider);
        AlgorithmParameterSpec material = new UserKeyingMaterialSpec(new byte[1]);
        assertThrows(InvalidAlgorithmParameterException.class, () -> plain.init(ec, material));
        agreement.init(ec);
        agreement.doPhase(TestKeys.ec().getPublic(), true);
        for (String unknown : List.of("AES", "DESede", "TlsPremasterSecret", "")) {
            assertThrows(NoSuchAlgorithmException.class, () -> agreement.generateSecret(unknown), unknown);
        }
        assertFalse(manager.asked.contains("agree"));
        assertEquals(32, agreement.generateSecret("AESWrap_256").getEncoded().length);
    }

    @Test
    void whatIsAskedWronglyReachesNoKey() throws Exception {
        PrivateKey ec = key("ec");
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(ec);
        assertThrows(IllegalStateException.class, agreement::generateSecret);
        assertThrows(
                IllegalStateException.class,
                () -> agreement.doPhase(TestKeys.ec().getPublic(), false));
        agreement.doPhase(TestKeys.ec().getPublic(), true);
        assertThrows(ShortBufferException.class, () -> agreement.generateSecret(new byte[31], 0));
        assertThrows(NoSuchAlgorithmException.class, () -> agreement.generateSecret("DES"));
        assertFalse(manager.asked.contains("agree"));
        assertEquals(32, agreement.generateSecret(new byte[40], 8));
        manager.records.clear();
        manager.put("ec", TestKeys.ec(), Primitive.ECDSA);
        InvalidKeyException e = assertThrows(InvalidKeyException.class, () -> agreement.init(ec));
        assertTrue(e.getMessage().endsWith("cannot do ECDH"), e.getMessage());
    }
}
