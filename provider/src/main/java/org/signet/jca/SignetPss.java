package org.signet.jca;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.InvalidParameterException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.SignatureSpi;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Objects;
import java.util.Optional;
import org.signet.crypto.Digest;
import org.signet.crypto.Scheme;
import org.signet.crypto.Services;

/**
 * RSASSA-PSS, its parameters set before the key or after it. Who sets them first has chosen us before any key is known, if
 * java.security prefers us for this (jca-facts 3): so that keys which are not ours go on to the platform's own service.
 */
final class SignetPss extends SignatureSpi {
    static final String NAME = "RSASSA-PSS";

    /** What any key can do that can do PSS at all. */
    private static final Scheme LEAST = new Scheme.RsaPss(Digest.SHA1, Digest.SHA1, 0);

    private final LazyManager manager;
    private Optional<PSSParameterSpec> parameters = Optional.empty();
    private Optional<Signature> foreign = Optional.empty();
    private Optional<RsaHandle> handle = Optional.empty();
    private Optional<PublicHandle> named = Optional.empty();
    private Optional<SignetSignature> ours = Optional.empty();
    private boolean started;

    SignetPss(LazyManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    protected void engineInitSign(PrivateKey key) throws InvalidKeyException {
        forget();
        if (key instanceof SignetPrivateKey) {
            initOurs(Algorithms.handle(key, RsaHandle.class, manager));
            return;
        }
        Signature service = service();
        service.initSign(key);
        foreign = Optional.of(service);
    }

    @Override
    protected void engineInitVerify(PublicKey key) throws InvalidKeyException {
        forget();
        if (key instanceof PublicHandle publicHandle) {
            named = Optional.of(publicHandle);
            initOurs();
            return;
        }
        Signature service = service();
        service.initVerify(key);
        foreign = Optional.of(service);
    }

    @Override
    protected void engineUpdate(byte b) throws SignatureException {
        engineUpdate(new byte[] {b}, 0, 1);
    }

    @Override
    protected void engineUpdate(byte[] bytes, int offset, int length) throws SignatureException {
        started = true;
        if (foreign.isPresent()) {
            foreign.get().update(bytes, offset, length);
        } else {
            ours().engineUpdate(bytes, offset, length);
        }
    }

    @Override
    protected byte[] engineSign() throws SignatureException {
        started = false;
        return foreign.isPresent() ? foreign.get().sign() : ours().engineSign();
    }

    @Override
    protected boolean engineVerify(byte[] signature) throws SignatureException {
        started = false;
        return foreign.isPresent() ? foreign.get().verify(signature) : ours().engineVerify(signature);
    }

    /** Before a key it only remembers: the key may be a stranger's, whose service knows more. */
    @Override
    protected void engineSetParameter(AlgorithmParameterSpec params) throws InvalidAlgorithmParameterException {
        if (!(params instanceof PSSParameterSpec spec)) {
            throw new InvalidAlgorithmParameterException(NAME + " takes a PSSParameterSpec, not "
                    + (params == null ? "null" : params.getClass().getName()));
        }
        if (started) {
            throw new InvalidAlgorithmParameterException(NAME + ": no other parameters in the middle of a message");
        }
        if (foreign.isPresent()) {
            foreign.get().setParameter(spec);
        } else if (handle.isPresent() || named.isPresent()) {
            ours = Optional.of(signature(spec));
        }
        parameters = Optional.of(spec);
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
        return parameters.map(Services.platform()::parameters).orElse(null);
    }

    @Override
    @Deprecated
    protected void engineSetParameter(String param, Object value) {
        throw new InvalidParameterException(NAME + " has no parameter " + param);
    }

    @Override
    @Deprecated
    protected Object engineGetParameter(String param) {
        throw new InvalidParameterException(NAME + " has no parameter " + param);
    }

    private void initOurs(RsaHandle key) throws InvalidKeyException {
        if (!key.manager().mayDo(key.ref(), LEAST)) {
            throw new InvalidKeyException(key + " cannot do " + NAME);
        }
        handle = Optional.of(key);
        initOurs();
    }

    private void initOurs() throws InvalidKeyException {
        if (parameters.isPresent()) {
            try {
                ours = Optional.of(signature(parameters.get()));
            } catch (InvalidAlgorithmParameterException e) {
                forget();
                throw new InvalidKeyException(e.getMessage(), e); // jca-facts 16: from initSign nothing else
            }
        }
    }

    private SignetSignature signature(PSSParameterSpec spec) throws InvalidAlgorithmParameterException {
        Scheme.RsaPss scheme = PssParameters.scheme(spec);
        SignetSignature signature = new SignetSignature(scheme.toString(), Algorithms.pss(scheme), manager);
        try {
            if (named.isPresent()) {
                signature.engineInitVerify(named.get());
            } else {
                signature.engineInitSign(handle.orElseThrow());
            }
        } catch (InvalidKeyException e) {
            throw new InvalidAlgorithmParameterException(e.getMessage(), e);
        }
        return signature;
    }

    private Signature service() throws InvalidKeyException {
        Signature service = Services.platform().pss();
        if (parameters.isPresent()) {
            try {
                service.setParameter(parameters.get());
            } catch (InvalidAlgorithmParameterException e) {
                throw new InvalidKeyException(e.getMessage(), e);
            }
        }
        return service;
    }

    private SignetSignature ours() throws SignatureException {
        return ours.orElseThrow(() -> new SignatureException(
                handle.isPresent() || named.isPresent()
                        ? NAME + " needs parameters: none were set"
                        : "not initialised to do this"));
    }

    private void forget() {
        foreign = Optional.empty();
        handle = Optional.empty();
        named = Optional.empty();
        ours = Optional.empty();
        started = false;
    }
}
