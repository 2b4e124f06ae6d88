package org.signet.jca;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.EdDSAParameterSpec;
import java.util.Objects;
import org.signet.crypto.PublicOperations;
import org.signet.crypto.Scheme;
import org.signet.key.KeyAccessException;

/** Hashes on the host and asks the manager for the rest: nothing is touched before {@code sign()}. */
final class SignetSignature extends SignatureSpi {
    private final String name;
    private final Algorithms.SignatureRow row;
    private final LazyManager manager;
    private MessageDigest digest;
    private SignetPrivateKey key;
    private PublicKey verifying;

    SignetSignature(String name, Algorithms.SignatureRow row, LazyManager manager) {
        this.name = Objects.requireNonNull(name);
        this.row = Objects.requireNonNull(row);
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    protected void engineInitSign(PrivateKey privateKey) throws InvalidKeyException {
        SignetPrivateKey handle = Algorithms.handle(privateKey, row.handle(), manager);
        if (!row.takes(handle) || !handle.manager().mayDo(handle.ref(), row.scheme())) {
            throw new InvalidKeyException(handle + " cannot do " + name);
        }
        key = handle;
        verifying = null;
        digest().reset();
    }

    @Override
    protected void engineInitVerify(PublicKey publicKey) throws InvalidKeyException {
        try {
            PublicOperations.require(publicKey, row.scheme());
        } catch (KeyAccessException e) {
            throw new InvalidKeyException(name + ": " + e.getMessage(), e);
        }
        key = null;
        verifying = publicKey;
        digest().reset();
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
        ready().update(b);
    }

    @Override
    protected void engineUpdate(byte[] b, int off, int len) throws SignatureException {
        ready().update(b, off, len);
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        if (key == null) {
            throw new SignatureException("not initialised to sign");
        }
        byte[] value = value(ready());
        try {
            byte[] signature = key.manager().sign(key.ref(), row.scheme(), value);
            return row.p1363() ? P1363.of(signature, key.publicKey()) : signature;
        } catch (KeyAccessException e) {
            throw Errors.signature(e);
        }
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        if (verifying == null) {
            throw new SignatureException("not initialised to verify");
        }
        byte[] value = value(ready());
        try {
            byte[] der = row.p1363() ? P1363.der(signature) : signature;
            return manager.get().verify(verifying, row.scheme(), value, der);
        } catch (KeyAccessException e) {
            throw Errors.signature(e);
        }
    }

    @Override
    protected void engineSetParameter(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
        boolean own = params instanceof EdDSAParameterSpec pure
                && row.scheme() instanceof Scheme.EdDsa
                && !pure.isPrehash()
                && pure.getContext().isEmpty();
        if (params != null && !own) {
            throw new InvalidAlgorithmParameterException(name + " takes no parameters but its own, not "
                    + params.getClass().getName());
        }
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
        return null;
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String param, Object value) {
        throw new InvalidParameterException(name + " has no parameter " + param);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String param) {
        throw new InvalidParameterException(name + " has no parameter " + param);
    }

    private byte[] value(MessageDigest hash) throws SignatureException {
        boolean tooLong = hash instanceof Unhashed unhashed && unhashed.isTooLong();
        byte[] value = hash.digest();
        if (tooLong) {
            throw new SignatureException(name + " was given more than any key signs: " + (value.length - 1) + " bytes");
        }
        return value;
    }

    private MessageDigest ready() throws SignatureException {
        if (key == null && verifying == null) {
            throw new SignatureException("not initialised");
        }
        return digest();
    }

    private MessageDigest digest() {
        if (digest == null) {
            digest = row.hash().get();
        }
        return digest;
    }
}
