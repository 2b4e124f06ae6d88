package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import org.signet.crypto.Scheme;

/** RSASSA-PSS parameters (RFC 8017, A.2.3) as a scheme and back. */
final class PssParameters {
    private static final int TRAILER_BC = 1;

    private PssParameters() {}

    /** @throws InvalidAlgorithmParameterException naming what no scheme of ours has */
    static Scheme.RsaPss scheme(PSSParameterSpec spec) throws InvalidAlgorithmParameterException {
        if (spec.getTrailerField() != TRAILER_BC) {
            throw new InvalidAlgorithmParameterException("PSS has the trailer field 1, not " + spec.getTrailerField());
        }
        return new Scheme.RsaPss(
                Digests.named(spec.getDigestAlgorithm()),
                Digests.mgf1(spec.getMGFAlgorithm(), spec.getMGFParameters()),
                spec.getSaltLength());
    }

    static PSSParameterSpec spec(Scheme.RsaPss scheme) {
        return new PSSParameterSpec(
                scheme.hash().algorithm(),
                "MGF1",
                new MGF1ParameterSpec(scheme.mgf().algorithm()),
                scheme.saltLength(),
                TRAILER_BC);
    }
}
