package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.crypto.FakePlace.CALL;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.TestKeys;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

class PssTest {
    private static final byte[] MESSAGE = "pay the bearer".getBytes(StandardCharsets.US_ASCII);
    private static final Scheme.RsaPss SHA256 = new Scheme.RsaPss(Digest.SHA256, Digest.SHA256, 32);

    private final PrivateOperations operations = new PrivateOperations();

    private byte[] sign(FakePlace place, Scheme.RsaPss scheme) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance(scheme.hash().algorithm()).digest(MESSAGE);
        return operations.sign(place.record(), scheme, digest, place, CALL);
    }

    private static boolean jdkVerifies(KeyPair pair, Scheme.RsaPss scheme, byte[] signature) throws Exception {
        Signature jdk = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
        MGF1ParameterSpec mgf = new MGF1ParameterSpec(scheme.mgf().algorithm());
        jdk.setParameter(new PSSParameterSpec(scheme.hash().algorithm(), "MGF1", mgf, scheme.saltLength(), 1));
        jdk.initVerify(pair.getPublic());
        jdk.update(MESSAGE);
        return jdk.verify(signature);
    }

    @ParameterizedTest
    @EnumSource(Digest.class)
    void theJdkVerifiesEveryHashFromACardAndFromAFile(Digest digest) throws Exception {
        for (Custody custody : Custody.values()) {
            for (int salt : new int[] {0, digest.length()}) {
                FakePlace place = FakePlace.at(custody, TestKeys.rsa(), Primitive.RSA_RAW);
                Scheme.RsaPss scheme = new Scheme.RsaPss(digest, Digest.SHA1, salt);
                assertTrue(jdkVerifies(TestKeys.rsa(), scheme, sign(place, scheme)));
                assertEquals(1, place.inputs().size());
            }
        }
    }

    /** RFC 8017, 8.1.1: at 8n+1 bits the encoded message is a byte shorter than the modulus. */
    @ParameterizedTest
    @ValueSource(ints = {1024, 1025, 1026, 1031})
    void everyModulusLengthHasItsOwnEncoding(int bits) throws Exception {
        KeyPair pair = TestKeys.freshRsa(bits);
        byte[] signature = sign(FakePlace.card(pair, Primitive.RSA_RAW), SHA256);
        assertEquals((bits + 7) / 8, signature.length);
        assertTrue(jdkVerifies(pair, SHA256, signature));
    }

    @Test
    void aSaltThatDoesNotFitIsSaidBeforehand() {
        FakePlace card = FakePlace.card(TestKeys.rsa(), Primitive.RSA_RAW);
        assertTrue(PrivateOperations.can(card.record(), new Scheme.RsaPss(Digest.SHA256, Digest.SHA256, 222)));
        for (int salt : new int[] {223, Integer.MAX_VALUE}) {
            Scheme.RsaPss scheme = new Scheme.RsaPss(Digest.SHA256, Digest.SHA256, salt);
            assertFalse(PrivateOperations.can(card.record(), scheme));
            KeyAccessException e = assertThrows(KeyAccessException.class, () -> sign(card, scheme));
            assertEquals(Reason.CANNOT, e.reason());
        }
        assertTrue(card.inputs().isEmpty());
    }

    @Test
    void aPlaceThatPadsItselfCannotDoIt() {
        FakePlace card = FakePlace.card(TestKeys.rsa(), Primitive.RSA_PKCS1_SIGN);
        assertFalse(PrivateOperations.can(card.record(), SHA256));
    }

    @Test
    void aWrongAnswerIsNotReleased() {
        FakePlace card = FakePlace.card(TestKeys.rsa(), Primitive.RSA_RAW).answering(right -> {
            right[100] ^= 1;
            return right;
        });
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> sign(card, SHA256));
        assertEquals(Reason.PROTOCOL, e.reason());
    }
}
