package org.signet.jca;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.security.InvalidKeyException;
import java.security.KeyPair;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.util.List;
import javax.crypto.KeyAgreement;
import javax.crypto.ShortBufferException;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;
import org.signet.key.Primitive;

/** ECDH beside SunEC's. */
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
    void thePeersKeyIsOfTheSameCurve() throws Exception {
        KeyAgreement agreement = KeyAgreement.getInstance("ECDH", provider);
        agreement.init(key("ec"));
        assertThrows(
                InvalidKeyException.class,
                () -> agreement.doPhase(TestKeys.rsa().getPublic(), true));
        agreement.doPhase(TestKeys.freshEc("secp384r1").getPublic(), true);
        IllegalStateException e = assertThrows(IllegalStateException.class, agreement::generateSecret);
        assertEquals("the peer's public key is refused: a key on another curve", e.getMessage());
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
