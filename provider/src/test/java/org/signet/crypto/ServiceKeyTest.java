package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPrivateKeySpec;
import java.util.EnumSet;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

class ServiceKeyTest {
    private static final KeyPair RSA = TestKeys.rsa();
    private static final KeyPair EC = TestKeys.ec();

    @ParameterizedTest
    @ValueSource(ints = {512, 1021, 1024, 2048})
    void rawRsaIsThePowerInTheModulusLength(int bits) {
        RSAPrivateKey key = (RSAPrivateKey) TestKeys.freshRsa(bits).getPrivate();
        int k = (bits + 7) / 8;
        for (BigInteger m : new BigInteger[] {
            BigInteger.ZERO, BigInteger.TWO, key.getModulus().subtract(BigInteger.ONE)
        }) {
            byte[] result = ServiceKey.perform(key, Primitive.RSA_RAW, Integers.i2osp(m, k));
            assertEquals(k, result.length);
            assertEquals(m.modPow(key.getPrivateExponent(), key.getModulus()), Integers.os2ip(result));
        }
    }

    @Test
    void aBlockThatIsNotBelowTheModulusIsRefused() {
        BigInteger n = ((RSAPrivateKey) RSA.getPrivate()).getModulus();
        assertReason(Reason.DATA, () -> raw(Integers.i2osp(n, 256)));
        assertReason(Reason.DATA, () -> raw(new byte[255]));
        assertReason(Reason.DATA, () -> raw(new byte[257]));
        assertReason(Reason.DATA, () -> raw(new byte[0]));
    }

    @Test
    void ecdsaIsDerThatTheJdkVerifies() throws Exception {
        byte[] digest = new byte[32];
        Signature jdk = Signature.getInstance("NONEwithECDSA", "SunEC");
        jdk.initVerify(EC.getPublic());
        jdk.update(digest);
        assertTrue(jdk.verify(ServiceKey.perform(EC.getPrivate(), Primitive.ECDSA, digest)));
        assertReason(Reason.CANNOT, () -> ServiceKey.perform(EC.getPrivate(), Primitive.ECDSA, new byte[65]));
    }

    /** NIST CAVP, KAS ECC CDH primitive, P-256, COUNT = 0. */
    @Test
    void ecdhGivesTheKnownAnswer() throws Exception {
        byte[] peer = HexFormat.of()
                .parseHex("04700c48f77f56584c5cc632ca65640db91b6bacce3a4df6b42ce7cc838833d287"
                        + "db71e509e3fd9b060ddb20ba5c51dcc5948d46fbf640dfe0441782cab85fa4ac");
        PrivateKey key = p256("7d7dc5f71eb29ddaf80d6214632eeae03d9058af1fb6d22ed80badb62bc1a534");
        byte[] z = ServiceKey.perform(key, Primitive.ECDH, peer);
        assertEquals(
                "46fc62106420ff012e54a434fbdd2d25ccc5852060561e68040dd7778997bd7b",
                HexFormat.of().formatHex(z));
        peer[64] ^= 1;
        assertReason(Reason.DATA, () -> ServiceKey.perform(key, Primitive.ECDH, peer));
    }

    @Test
    void nothingElseIsDoneAndNoKeyOfAnotherKind() {
        for (Primitive other : EnumSet.complementOf(EnumSet.of(Primitive.RSA_RAW, Primitive.ECDSA, Primitive.ECDH))) {
            assertReason(Reason.CANNOT, () -> ServiceKey.perform(RSA.getPrivate(), other, new byte[256]));
        }
        KeyAccessException e = assertReason(
                Reason.CANNOT, () -> ServiceKey.perform(EC.getPrivate(), Primitive.RSA_RAW, new byte[256]));
        assertEquals("need RSAPrivateKey, not " + EC.getPrivate().getClass().getName(), e.getMessage());
        assertReason(Reason.CANNOT, () -> ServiceKey.perform(RSA.getPrivate(), Primitive.ECDSA, new byte[32]));
    }

    @Test
    void aStoredKeyIsReadAsThePublicKeySays() {
        byte[] rsa = RSA.getPrivate().getEncoded();
        byte[] ec = EC.getPrivate().getEncoded();
        assertArrayEquals(rsa, ServiceKey.decode(RSA.getPublic(), rsa).getEncoded());
        assertEquals(
                ((ECPrivateKey) EC.getPrivate()).getS(), ((ECPrivateKey) ServiceKey.decode(EC.getPublic(), ec)).getS());
        assertReason(Reason.CANNOT, () -> ServiceKey.decode(RSA.getPublic(), ec));
        assertReason(Reason.CANNOT, () -> ServiceKey.decode(EC.getPublic(), new byte[] {0x30, (byte) 0x84}));
        assertReason(Reason.CANNOT, () -> ServiceKey.decode(EC.getPublic(), new byte[0]));
    }

    private static byte[] raw(byte[] block) {
        return ServiceKey.perform(RSA.getPrivate(), Primitive.RSA_RAW, block);
    }

    private static PrivateKey p256(String secret) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
        parameters.init(new ECGenParameterSpec("secp256r1"));
        ECParameterSpec curve = parameters.getParameterSpec(ECParameterSpec.class);
        return KeyFactory.getInstance("EC", "SunEC")
                .generatePrivate(new ECPrivateKeySpec(new BigInteger(secret, 16), curve));
    }

    private static KeyAccessException assertReason(Reason reason, Executable executable) {
        KeyAccessException e = assertThrows(KeyAccessException.class, executable);
        assertEquals(reason, e.reason());
        return e;
    }
}
