package org.signet.crypto;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.EllipticCurve;
import java.util.Arrays;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** A curve over a prime field with cofactor 1 (the NIST ones): points that pass here may meet a private key (threat S8). */
final class EcCurve {
    private static final int UNCOMPRESSED = 4;

    private final ECParameterSpec parameters;
    private final BigInteger p;

    EcCurve(ECParameterSpec parameters) {
        if (parameters == null
                || !(parameters.getCurve().getField() instanceof ECFieldFp field)
                || parameters.getCofactor() != 1) {
            throw new KeyAccessException(Reason.CANNOT, "only curves over a prime field with cofactor 1 are supported");
        }
        this.parameters = parameters;
        this.p = field.getP();
    }

    int fieldLength() {
        return Integers.bytes(p);
    }

    /** The peer's point, uncompressed (SEC 1, 2.3.3), after every check of SP 800-56A, 5.6.2.3.3. */
    byte[] encode(PublicKey peer) {
        if (!(peer instanceof ECPublicKey key)) {
            throw new KeyAccessException(
                    Reason.DATA,
                    "need an EC key of the peer, not " + peer.getClass().getName());
        }
        requireSameCurve(key.getParams());
        ECPoint point = valid(key.getW());
        byte[] encoded = new byte[1 + 2 * fieldLength()];
        encoded[0] = UNCOMPRESSED;
        System.arraycopy(Integers.i2osp(point.getAffineX(), fieldLength()), 0, encoded, 1, fieldLength());
        System.arraycopy(
                Integers.i2osp(point.getAffineY(), fieldLength()), 0, encoded, 1 + fieldLength(), fieldLength());
        return encoded;
    }

    /** The reverse of {@link #encode}, with the same checks; no compressed form. */
    ECPoint decode(byte[] encoded) {
        if (encoded.length != 1 + 2 * fieldLength() || encoded[0] != UNCOMPRESSED) {
            throw refused("not an uncompressed point of " + (1 + 2 * fieldLength()) + " bytes");
        }
        BigInteger x = Integers.os2ip(Arrays.copyOfRange(encoded, 1, 1 + fieldLength()));
        BigInteger y = Integers.os2ip(Arrays.copyOfRange(encoded, 1 + fieldLength(), encoded.length));
        return valid(new ECPoint(x, y));
    }

    private ECPoint valid(ECPoint point) {
        if (ECPoint.POINT_INFINITY.equals(point)) {
            throw refused("the point at infinity");
        }
        if (!inField(point.getAffineX()) || !inField(point.getAffineY())) {
            throw refused("a coordinate outside the field");
        }
        if (!onCurve(point.getAffineX(), point.getAffineY())) {
            throw refused("a point that is not on the curve");
        }
        return point; // of the full order, for the cofactor is 1
    }

    boolean inField(BigInteger value) {
        return value.signum() >= 0 && value.compareTo(p) < 0;
    }

    private boolean onCurve(BigInteger x, BigInteger y) {
        EllipticCurve curve = parameters.getCurve();
        BigInteger right = x.multiply(x).add(curve.getA()).multiply(x).add(curve.getB());
        return y.multiply(y).subtract(right).mod(p).signum() == 0;
    }

    private void requireSameCurve(ECParameterSpec other) {
        boolean same = other != null
                && other.getCurve().getField().equals(parameters.getCurve().getField())
                && other.getCurve().getA().equals(parameters.getCurve().getA())
                && other.getCurve().getB().equals(parameters.getCurve().getB())
                && other.getGenerator().equals(parameters.getGenerator())
                && other.getOrder().equals(parameters.getOrder())
                && other.getCofactor() == parameters.getCofactor();
        if (!same) {
            throw refused("a key on another curve");
        }
    }

    private static KeyAccessException refused(String what) {
        return new KeyAccessException(Reason.DATA, "the peer's public key is refused: " + what);
    }
}
