package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.spec.OAEPParameterSpec;
import javax.crypto.spec.PSource;
import org.signet.crypto.Digest;
import org.signet.crypto.Scheme;

/**
 * The last part of an RSA transformation.
 *
 * @param oaep OAEP's hash function where no parameters say another; empty for the other kinds
 */
record RsaPadding(Kind kind, String name, Optional<Digest> oaep) {
    enum Kind {
        PKCS1,
        NONE,
        OAEP
    }

    private static final Pattern OAEP_WITH = Pattern.compile("OAEPWITH(SHA.*)ANDMGF1PADDING");

    static RsaPadding named(String name) throws NoSuchPaddingException {
        String upper = name.toUpperCase(Locale.ROOT);
        Matcher with = OAEP_WITH.matcher(upper);
        try {
            if (with.matches()) {
                return new RsaPadding(Kind.OAEP, name, Optional.of(Digests.named(with.group(1))));
            }
        } catch (InvalidAlgorithmParameterException e) {
            throw new NoSuchPaddingException("Signet has no RSA with " + name + ": " + e.getMessage());
        }
        return switch (upper) {
            case "PKCS1PADDING" -> new RsaPadding(Kind.PKCS1, name, Optional.empty());
            case "NOPADDING" -> new RsaPadding(Kind.NONE, name, Optional.empty());
            case "OAEPPADDING" -> new RsaPadding(Kind.OAEP, name, Optional.of(Digest.SHA1));
            default -> throw new NoSuchPaddingException("Signet has no RSA with " + name);
        };
    }

    /** What decrypts: given parameters win over the name; without them MGF1 has SHA-1, as SunJCE has it (jca-facts 8). */
    OAEPParameterSpec parameters(AlgorithmParameterSpec given) throws InvalidAlgorithmParameterException {
        if (given == null) {
            String hash = oaep.orElseThrow().algorithm();
            return new OAEPParameterSpec(hash, "MGF1", MGF1ParameterSpec.SHA1, PSource.PSpecified.DEFAULT);
        }
        if (!(given instanceof OAEPParameterSpec spec)) {
            throw new InvalidAlgorithmParameterException(name + " takes an OAEPParameterSpec, not "
                    + given.getClass().getName());
        }
        return spec;
    }

    static Scheme.RsaOaep scheme(OAEPParameterSpec spec) throws InvalidAlgorithmParameterException {
        if (!(spec.getPSource() instanceof PSource.PSpecified label)) {
            throw new InvalidAlgorithmParameterException(
                    "OAEP's label is given, not " + spec.getPSource().getAlgorithm());
        }
        return new Scheme.RsaOaep(
                Digests.named(spec.getDigestAlgorithm()),
                Digests.mgf1(spec.getMGFAlgorithm(), spec.getMGFParameters()),
                label.getValue());
    }
}
