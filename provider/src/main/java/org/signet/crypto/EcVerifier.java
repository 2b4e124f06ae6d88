package org.signet.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.HexFormat;
import java.util.List;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.WNafUtil;
import org.bouncycastle.math.ec.custom.sec.SecP256R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP384R1Curve;
import org.bouncycastle.math.ec.custom.sec.SecP521R1Curve;

/** ECDSA verification by Bouncy Castle's lightweight API, whose own code for each NIST curve is several times SunEC's speed. */
final class EcVerifier {
    // The base points are SEC 2's, 2.4.2, 2.5.1 and 2.6.1, compressed. By name, Bouncy Castle would bring its hundred
    // other curves.
    private static final List<ECDomainParameters> CURVES = List.of(
            domain(new SecP256R1Curve(), "036b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296"),
            domain(
                    new SecP384R1Curve(),
                    "03aa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7"),
            domain(
                    new SecP521R1Curve(),
                    "0200c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66"));

    private final ECPublicKeyParameters key;

    private EcVerifier(ECPublicKeyParameters key) {
        this.key = key;
    }

    /** @throws InvalidKeyException for a key on another curve, or a point that is not on it */
    static EcVerifier of(ECPublicKey key) throws InvalidKeyException {
        ECDomainParameters domain = CURVES.stream()
                .filter(curve -> isThat(curve, key.getParams()))
                .findFirst()
                .orElseThrow(() -> new InvalidKeyException("no curve with code of its own"));
        try {
            return new EcVerifier(new ECPublicKeyParameters(
                    domain.getCurve()
                            .createPoint(key.getW().getAffineX(), key.getW().getAffineY()),
                    domain));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("no point on the curve", e);
        }
    }

    boolean verifies(byte[] digest, byte[] signature) throws SignatureException {
        try {
            BigInteger[] rs =
                    StandardDSAEncoding.INSTANCE.decode(key.getParameters().getN(), signature);
            ECDSASigner verifier = new ECDSASigner();
            verifier.init(false, key);
            return verifier.verifySignature(digest, rs[0], rs[1]);
        } catch (IOException e) {
            throw new SignatureException("no Ecdsa-Sig-Value", e);
        }
    }

    private static boolean isThat(ECDomainParameters ours, ECParameterSpec theirs) {
        ECCurve curve = ours.getCurve();
        return theirs != null
                && theirs.getCurve()
                        .getField()
                        .equals(new ECFieldFp(curve.getField().getCharacteristic()))
                && theirs.getOrder().equals(ours.getN())
                && theirs.getCurve().getA().equals(curve.getA().toBigInteger())
                && theirs.getCurve().getB().equals(curve.getB().toBigInteger())
                && theirs.getGenerator()
                        .getAffineX()
                        .equals(ours.getG().getAffineXCoord().toBigInteger())
                && theirs.getGenerator()
                        .getAffineY()
                        .equals(ours.getG().getAffineYCoord().toBigInteger());
    }

    private static ECDomainParameters domain(ECCurve curve, String base) {
        ECPoint g = curve.decodePoint(HexFormat.of().parseHex(base)).normalize();
        WNafUtil.configureBasepoint(g); // tables for g are made once
        return new ECDomainParameters(curve, g, curve.getOrder(), curve.getCofactor());
    }
}
