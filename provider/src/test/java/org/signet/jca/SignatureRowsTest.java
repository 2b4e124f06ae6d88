package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.Primitive;

/** Every signature row, by its result: the JDK's own providers believe it. */
class SignatureRowsTest extends FrontFixture {
    private static final byte[] MESSAGE = "pay the bearer".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] DIGEST = new byte[32];

    static Stream<Algorithms.Row> rows(Class<?> handle) {
        return Algorithms.rows().stream().filter(r -> r.type().equals("Signature") && r.handle() == handle);
    }

    static Stream<String> rsaRows() {
        return rows(RsaHandle.class).map(Algorithms.Row::name).filter(name -> !isPss(name));
    }

    static boolean isPss(String name) {
        return name.contains("MGF1") || name.contains("PSS");
    }

    static Stream<String> ecRows() {
        return rows(EcHandle.class).map(Algorithms.Row::name);
    }

    /** What a row is given to sign: NONE wants no message. */
    private static byte[] input(String name) {
        return name.startsWith("NONE") ? DIGEST : MESSAGE;
    }

    @ParameterizedTest
    @MethodSource("rsaRows")
    void theJdkVerifiesEveryRsaRow(String name) throws Exception {
        byte[] signature = sign(name, "rsa", input(name));
        Signature jdk = Signature.getInstance(name, name.startsWith("NONE") ? "SunJCE" : "SunRsaSign");
        assertTrue(verifies(jdk, TestKeys.rsa(), input(name), signature), name);
    }

    @ParameterizedTest
    @MethodSource("ecRows")
    void theJdkVerifiesEveryEcRowOnEveryCurveOfTheFile(String name) throws Exception {
        for (String curve : List.of("secp256r1", "secp384r1", "secp521r1")) {
            KeyPair pair = TestKeys.freshEc(curve);
            manager.put(curve, pair, Primitive.ECDSA);
            byte[] signature = sign(name, curve, input(name));
            Signature jdk = Signature.getInstance(name, "SunEC");
            assertTrue(verifies(jdk, pair, input(name), signature), name + " on " + curve);
        }
    }

    private byte[] sign(String name, String alias, byte[] input) throws Exception {
        Signature signature = Signature.getInstance(name);
        signature.initSign(key(alias));
        signature.update(input[0]);
        signature.update(input, 1, input.length - 1);
        return signature.sign();
    }

    private static boolean verifies(Signature verifier, KeyPair pair, byte[] input, byte[] signature) throws Exception {
        verifier.initVerify(pair.getPublic());
        verifier.update(input);
        return verifier.verify(signature);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 51, 245})
    void noneWithRsaPadsWhatItIsGivenAsSunJceDoes(int length) throws Exception {
        byte[] given = new byte[length];
        Arrays.fill(given, (byte) 0x5A);
        Cipher sun = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
        sun.init(Cipher.ENCRYPT_MODE, TestKeys.rsa().getPrivate());
        Signature signature = Signature.getInstance("NONEwithRSA", provider);
        signature.initSign(key("rsa"));
        signature.update(given);
        assertArrayEquals(sun.doFinal(given), signature.sign());
    }

    @Test
    void whatIsTooLongForNoneIsRefusedAndForgotten() throws Exception {
        Signature rsa = Signature.getInstance("NONEwithRSA", provider);
        rsa.initSign(key("rsa"));
        rsa.update(new byte[246]);
        SignatureException room = assertThrows(SignatureException.class, rsa::sign);
        assertTrue(room.getMessage().contains("245 bytes, not 246"), room.getMessage());
        rsa.update(new byte[100_000]);
        assertThrows(SignatureException.class, rsa::sign);
        Signature ec = Signature.getInstance("NONEwithECDSA", provider);
        ec.initSign(key("ec"));
        ec.update(new byte[65]);
        SignatureException most = assertThrows(SignatureException.class, ec::sign);
        assertEquals("NONEwithECDSA was given more than any key signs: 64 bytes", most.getMessage());
        ec.update(DIGEST);
        assertTrue(verifies(Signature.getInstance("NONEwithECDSA", "SunEC"), TestKeys.ec(), DIGEST, ec.sign()));
    }

    @Test
    void p1363IsAsLongAsTheOrderWhateverTheNumbers() throws Exception {
        ECParameterSpec p256 = ((ECPublicKey) TestKeys.ec().getPublic()).getParams();
        byte[] small = HexFormat.of().parseHex("3006020101020102");
        byte[] both = P1363.of(small, p256);
        assertEquals(64, both.length);
        assertEquals(1, both[31]);
        assertEquals(2, both[63]);
        for (String bad : List.of("", "30", "3006020101", "3106020101020102", "30060201010201", "3081")) {
            assertThrows(SignatureException.class, () -> P1363.of(HexFormat.of().parseHex(bad), p256), bad);
        }
        byte[] long33 = HexFormat.of().parseHex("3026" + "0221" + "01".repeat(33) + "020101");
        assertThrows(SignatureException.class, () -> P1363.of(long33, p256));
    }

    @Test
    void noRowIsOfferedTwice() {
        assertEquals(Algorithms.rows().size(), provider.getServices().size());
    }
}
