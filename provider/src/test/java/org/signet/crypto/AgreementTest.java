package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.signet.crypto.FakePlace.CALL;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.KeyAgreement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.signet.TestKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Primitive;
import org.signet.key.Reason;

class AgreementTest {
    private static final KeyPair OWN = TestKeys.ec();
    private static final ECParameterSpec P256 = ((ECPublicKey) OWN.getPublic()).getParams();
    private static final BigInteger P = ((ECFieldFp) P256.getCurve().getField()).getP();

    private final PrivateOperations operations = new PrivateOperations();

    @Test
    void bothSidesHaveTheSameSecret() throws Exception {
        KeyPair peer = TestKeys.freshEc();
        KeyAgreement jdk = KeyAgreement.getInstance("ECDH", "SunEC");
        jdk.init(peer.getPrivate());
        jdk.doPhase(OWN.getPublic(), true);
        byte[] expected = jdk.generateSecret();
        assertArrayEquals(expected, agree(FakePlace.card(OWN, Primitive.ECDH), peer.getPublic()));
        assertArrayEquals(expected, agree(FakePlace.file(OWN, Primitive.ECDH), peer.getPublic()));
    }

    @Test
    void noInvalidPointReachesTheCard() {
        FakePlace card = FakePlace.card(OWN, Primitive.ECDH);
        List<ECPoint> invalid = invalidPoints();
        assertTrue(invalid.size() >= 224, () -> invalid.size() + " points");
        for (ECPoint point : invalid) {
            assertReason(Reason.DATA, () -> agree(card, new Peer(point, P256)));
        }
        assertEquals(0, card.inputs().size());
    }

    @Test
    void aPeerOnAnotherCurveOrOfAnotherKindIsRefusedBeforeAnythingIsSent() throws Exception {
        FakePlace card = FakePlace.card(OWN, Primitive.ECDH);
        ECPoint good = ((ECPublicKey) TestKeys.freshEc().getPublic()).getW();
        ECParameterSpec otherOrder = new ECParameterSpec(
                P256.getCurve(), P256.getGenerator(), P256.getOrder().subtract(BigInteger.TWO), 1);
        for (PublicKey peer : List.of(
                new Peer(curve("secp384r1").getGenerator(), curve("secp384r1")),
                new Peer(good, otherOrder),
                new Peer(good, null),
                TestKeys.rsa().getPublic())) {
            assertReason(Reason.DATA, () -> agree(card, peer));
        }
        assertEquals(0, card.inputs().size());
    }

    @Test
    void aCardsAnswerThatIsNoCoordinateIsNotReleased() {
        PublicKey peer = TestKeys.freshEc().getPublic();
        for (byte[] wrong : new byte[][] {new byte[0], new byte[31], new byte[33], Integers.i2osp(P, 32)}) {
            FakePlace card = FakePlace.card(OWN, Primitive.ECDH).answering(right -> wrong);
            assertReason(Reason.PROTOCOL, () -> agree(card, peer));
        }
    }

    @Test
    void aKeyThatOnlySignsDoesNotAgree() {
        assertReason(Reason.CANNOT, () -> agree(FakePlace.card(OWN, Primitive.ECDSA), OWN.getPublic()));
        assertReason(Reason.CANNOT, () -> agree(FakePlace.card(TestKeys.rsa(), Primitive.ECDH), OWN.getPublic()));
    }

    /** Infinity, coordinates outside the field, and points beside the curve (so on its twist or on a weaker curve). */
    private static List<ECPoint> invalidPoints() {
        List<ECPoint> points = new ArrayList<>();
        points.add(ECPoint.POINT_INFINITY);
        points.add(new ECPoint(BigInteger.ZERO, BigInteger.ZERO));
        for (int i = 0; i < 32; i++) {
            ECPoint good = ((ECPublicKey) TestKeys.freshEc().getPublic()).getW();
            BigInteger x = good.getAffineX();
            BigInteger y = good.getAffineY();
            points.add(new ECPoint(x.add(P), y));
            points.add(new ECPoint(x, y.add(P)));
            points.add(new ECPoint(x.subtract(P), y));
            points.add(new ECPoint(x, y.negate()));
            points.add(new ECPoint(x, y.add(BigInteger.ONE)));
            points.add(new ECPoint(y, x));
            points.add(new ECPoint(x.add(BigInteger.ONE), y));
        }
        return points;
    }

    private byte[] agree(FakePlace place, PublicKey peer) {
        return operations.agree(place.record(), peer, place, CALL);
    }

    private static ECParameterSpec curve(String name) throws GeneralSecurityException {
        AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC", "SunEC");
        parameters.init(new ECGenParameterSpec(name));
        return parameters.getParameterSpec(ECParameterSpec.class);
    }

    private static void assertReason(Reason reason, Executable executable) {
        assertEquals(reason, assertThrows(KeyAccessException.class, executable).reason());
    }

    /** A public key as a careless provider makes it. */
    private static final class Peer implements ECPublicKey {
        private static final long serialVersionUID = 1;

        private final transient ECPoint point;
        private final transient ECParameterSpec parameters;

        Peer(ECPoint point, ECParameterSpec parameters) {
            this.point = point;
            this.parameters = parameters;
        }

        @Override
        public ECPoint getW() {
            return point;
        }

        @Override
        public ECParameterSpec getParams() {
            return parameters;
        }

        @Override
        public String getAlgorithm() {
            return "EC";
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
