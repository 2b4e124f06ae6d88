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
 * RSASSA-PSS, its parameters set before the key or after it, or said by the name. Who sets or asks them first has chosen us before
 * any key is known, if java.security prefers us for this (jca-facts 3), or if no provider before us has the name: so that keys which
 * are not ours go on to the platform's own service.
 */
final class SignetPss extends SignatureSpi {
    static final String NAME = "RSASSA-PSS";

    /** What any key can do that can do PSS at all. */
    private static final Scheme LEAST = new Scheme.RsaPss(Digest.SHA1, Digest.SHA1, 0);

    private final String name;
    private final Optional<Digest> only;
    private final LazyManager manager;
    private Optional<PSSParameterSpec> parameters;
    private Optional<Signature> foreign = Optional.empty();
    private Optional<RsaHandle> handle = Optional.empty();
    private Optional<PublicKey> named = Optional.empty();
    private Optional<SignetSignature> ours = Optional.empty();
    private boolean started;

    SignetPss(LazyManager manager) {
        this(NAME, Optional.empty(), Optional.empty(), manager);
    }

    /** A name that says the hash, as others have it, with the parameters that it means until others of that hash are set. */
    SignetPss(String name, Scheme.RsaPss scheme, LazyManager manager) {
        this(name, Optional.of(scheme.hash()), Optional.of(PssParameters.spec(scheme)), manager);
    }

    private SignetPss(String name, Optional<Digest> only, Optional<PSSParameterSpec> parameters, LazyManager manager) {
        this.name = Objects.requireNonNull(name);
        this.only = only;
        this.parameters = parameters;
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
        if (key instanceof PublicHandle || only.isPresent()) {
            named = Optional.of(key);
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
            throw new InvalidAlgorithmParameterException(name + " takes a PSSParameterSpec, not "
                    + (params == null ? "null" : params.getClass().getName()));
        }
        requireItsHash(spec);
        if (started) {
            throw new InvalidAlgorithmParameterException(name + ": no other parameters in the middle of a message");
        }
        if (foreign.isPresent()) {
            foreign.get().setParameter(spec);
        } else if (handle.isPresent() || named.isPresent()) {
            ours = Optional.of(signature(spec));
        }
        parameters = Optional.of(spec);
    }

    private void requireItsHash(PSSParameterSpec spec) throws InvalidAlgorithmParameterException {
        if (only.isPresent() && Digests.named(spec.getDigestAlgorithm()) != only.get()) {
            throw new InvalidAlgorithmParameterException(
                    name + " takes no parameters of another hash: " + spec.getDigestAlgorithm());
        }
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
        return parameters.map(Services.platform()::parameters).orElse(null);
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

    private void initOurs(RsaHandle key) throws InvalidKeyException {
        if (!key.manager().mayDo(key.ref(), LEAST)) {
            throw new InvalidKeyException(key + " cannot do " + name);
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
        String said = only.isPresent() ? name : scheme.toString();
        SignetSignature signature = new SignetSignature(said, Algorithms.pss(scheme), manager);
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
                        ? name + " needs parameters: none were set"
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
