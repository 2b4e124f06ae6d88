package org.signet.crypto;

import java.io.IOException;
import java.math.BigInteger;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECFieldFp;
import java.security.spec.ECParameterSpec;
import java.util.List;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.params.ECDomainParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.signers.ECDSASigner;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.bouncycastle.math.ec.ECCurve;

/** ECDSA verification by Bouncy Castle's lightweight API, whose own code for each NIST curve is several times SunEC's speed. */
final class EcVerifier {
    private static final List<ECDomainParameters> CURVES = Stream.of("secp256r1", "secp384r1", "secp521r1")
            .map(CustomNamedCurves::getByName)
            .map(EcVerifier::domain)
            .toList();

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

    private static ECDomainParameters domain(X9ECParameters curve) {
        return new ECDomainParameters(curve.getCurve(), curve.getG(), curve.getN(), curve.getH());
    }
}
