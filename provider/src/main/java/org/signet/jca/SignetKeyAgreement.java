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
import org.signet.crypto.Digest;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.Scheme;
import org.signet.crypto.X963Kdf;
import org.signet.key.KeyAccessException;

/**
 * ECDH of two parties, with a key derivation behind it or none: remembers the peer's key, and asks the manager at
 * {@code generateSecret}.
 */
final class SignetKeyAgreement extends KeyAgreementSpi {
    private final LazyManager manager;
    private final Optional<Digest> kdf;
    private Optional<EcHandle> key = Optional.empty();
    private Optional<PublicKey> peer = Optional.empty();
    private byte[] sharedInfo = {};

    SignetKeyAgreement(LazyManager manager) {
        this(manager, Optional.empty());
    }

    /** @param kdf the hash function of X9.63's key derivation */
    SignetKeyAgreement(LazyManager manager, Optional<Digest> kdf) {
        this.manager = Objects.requireNonNull(manager);
        this.kdf = kdf;
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
        sharedInfo = new byte[0];
    }

    @Override
    protected void engineInit(Key any, AlgorithmParameterSpec params, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (params != null && kdf.isEmpty()) {
            throw new InvalidAlgorithmParameterException(
                    "ECDH takes no parameters, not " + params.getClass().getName());
        }
        byte[] given = KeyingMaterial.of(params);
        engineInit(any, random);
        sharedInfo = given;
    }

    /** @throws InvalidKeyException for a peer's key that a private key must not meet; no card has seen it then */
    @Override
    protected Key engineDoPhase(Key other, boolean lastPhase) throws InvalidKeyException {
        EcHandle ours = key.orElseThrow(() -> new IllegalStateException("not initialised with a private key"));
        if (!lastPhase || peer.isPresent()) {
            throw new IllegalStateException("ECDH has two parties and one phase");
        }
        if (!(other instanceof ECPublicKey publicKey)) {
            throw new InvalidKeyException("need an EC key of the peer, not "
                    + (other == null ? "null" : other.getClass().getName()));
        }
        try {
            PrivateOperations.requirePeer(ours.getParams(), publicKey);
        } catch (KeyAccessException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
        peer = Optional.of(publicKey);
        return null;
    }

    /** As Bouncy Castle has it, a derived secret without a name is as long as the field. */
    @Override
    protected byte[] engineGenerateSecret() {
        byte[] secret = agree();
        return kdf.isEmpty() ? secret : derive(secret, secret.length);
    }

    private byte[] agree() {
        EcHandle ours = key.orElseThrow(() -> new IllegalStateException("not initialised with a private key"));
        PublicKey theirs = peer.orElseThrow(() -> new IllegalStateException("doPhase has not had the peer's key"));
        peer = Optional.empty();
        return ours.manager().agree(ours.ref(), theirs);
    }

    private byte[] derive(byte[] secret, int length) {
        try {
            return X963Kdf.derive(kdf.orElseThrow(), secret, sharedInfo, length);
        } finally {
            Arrays.fill(secret, (byte) 0);
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

    @Override
    protected SecretKey engineGenerateSecret(String algorithm) throws NoSuchAlgorithmException {
        if (kdf.isEmpty()) {
            return whole(algorithm);
        }
        AgreedKey wanted = AgreedKey.named(algorithm); // before the card is asked
        return secretKey(derive(agree(), wanted.bytes()), wanted.algorithm());
    }

    /** As SunEC has it: the whole secret is the key, for JSSE and for whoever asks by that name. */
    private SecretKey whole(String algorithm) throws NoSuchAlgorithmException {
        if (!algorithm.equals("TlsPremasterSecret") && !algorithm.equals("Generic")) {
            throw new NoSuchAlgorithmException(
                    "ECDH gives a TlsPremasterSecret or Generic secret, not a key for " + algorithm);
        }
        return secretKey(agree(), algorithm);
    }

    private static SecretKey secretKey(byte[] secret, String algorithm) {
        try {
            return new SecretKeySpec(secret, algorithm);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
