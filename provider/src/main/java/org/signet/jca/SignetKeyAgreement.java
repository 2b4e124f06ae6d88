package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.interfaces.ECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.signet.crypto.Scheme;
import org.signet.key.KeyAccessException;

/** ECDH of two parties: remembers the peer's key, and asks the manager at {@code generateSecret}. */
final class SignetKeyAgreement extends KeyAgreementSpi {
    private final LazyManager manager;
    private Optional<EcHandle> key = Optional.empty();
    private Optional<PublicKey> peer = Optional.empty();

    SignetKeyAgreement(LazyManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    protected void engineInit(Key any, SecureRandom random) throws InvalidKeyException {
        key = Optional.empty();
        peer = Optional.empty();
        EcHandle handle = Algorithms.handle(any, EcHandle.class, manager);
        if (!handle.manager().mayDo(handle.ref(), new Scheme.Ecdh())) {
            throw new InvalidKeyException(handle + " cannot do ECDH");
        }
        key = Optional.of(handle);
    }

    @Override
    protected void engineInit(Key any, AlgorithmParameterSpec params, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (params != null) {
            throw new InvalidAlgorithmParameterException(
                    "ECDH takes no parameters, not " + params.getClass().getName());
        }
        engineInit(any, random);
    }

    @Override
    protected Key engineDoPhase(Key other, boolean lastPhase) throws InvalidKeyException {
        if (key.isEmpty()) {
            throw new IllegalStateException("not initialised with a private key");
        }
        if (!lastPhase || peer.isPresent()) {
            throw new IllegalStateException("ECDH has two parties and one phase");
        }
        if (!(other instanceof ECPublicKey publicKey)) {
            throw new InvalidKeyException("need an EC key of the peer, not "
                    + (other == null ? "null" : other.getClass().getName()));
        }
        peer = Optional.of(publicKey);
        return null;
    }

    /** @throws IllegalStateException for a peer's key that is refused: the JCA has no other exception here */
    @Override
    protected byte[] engineGenerateSecret() {
        EcHandle ours = key.orElseThrow(() -> new IllegalStateException("not initialised with a private key"));
        PublicKey theirs = peer.orElseThrow(() -> new IllegalStateException("doPhase has not had the peer's key"));
        peer = Optional.empty();
        try {
            return ours.manager().agree(ours.ref(), theirs);
        } catch (KeyAccessException e) {
            throw Errors.agreement(e);
        }
    }

    @Override
    protected int engineGenerateSecret(byte[] target, int offset) throws ShortBufferException {
        int length = key.map(k -> (k.getParams().getCurve().getField().getFieldSize() + 7) / 8)
                .orElse(0);
        if (target.length - offset < length) { // before the card is asked
            throw new ShortBufferException("the secret has " + length + " bytes");
        }
        byte[] secret = engineGenerateSecret();
        System.arraycopy(secret, 0, target, offset, secret.length);
        Arrays.fill(secret, (byte) 0);
        return length;
    }

    /** As SunEC has it: the whole secret is the key, for JSSE and for whoever asks by that name. */
    @Override
    protected SecretKey engineGenerateSecret(String algorithm) throws NoSuchAlgorithmException {
        if (!algorithm.equals("TlsPremasterSecret") && !algorithm.equals("Generic")) {
            throw new NoSuchAlgorithmException(
                    "ECDH gives a TlsPremasterSecret or Generic secret, not a key for " + algorithm);
        }
        byte[] secret = engineGenerateSecret();
        try {
            return new SecretKeySpec(secret, algorithm);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
