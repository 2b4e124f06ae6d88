package org.signet.jca;

import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.KeyAgreementSpi;
import javax.crypto.SecretKey;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.Scheme;
import org.signet.key.KeyAccessException;

/**
 * An agreement of two parties, with a key derivation behind it or none: remembers the peer's key, and asks the manager at
 * {@code generateSecret}.
 */
final class SignetKeyAgreement extends KeyAgreementSpi {
    private static final String TLS = "TlsPremasterSecret";

    private final String name;
    private final Algorithms.AgreementRow row;
    private final LazyManager manager;
    private Optional<SignetPrivateKey> key = Optional.empty();
    private Optional<PublicKey> peer = Optional.empty();
    private byte[] sharedInfo = {};

    SignetKeyAgreement(String name, Algorithms.AgreementRow row, LazyManager manager) {
        this.name = Objects.requireNonNull(name);
        this.row = Objects.requireNonNull(row);
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    protected void engineInit(Key any, SecureRandom random) throws InvalidKeyException {
        key = Optional.empty();
        peer = Optional.empty();
        SignetPrivateKey handle = Algorithms.handle(any, row.handle(), manager);
        if (!row.takes(handle) || !handle.manager().mayDo(handle.ref(), row.scheme())) {
            throw new InvalidKeyException(handle + " cannot do " + name);
        }
        key = Optional.of(handle);
        sharedInfo = new byte[0];
    }

    @Override
    protected void engineInit(Key any, AlgorithmParameterSpec params, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (params != null && row.kdf().isEmpty()) {
            throw new InvalidAlgorithmParameterException(
                    name + " takes no parameters, not " + params.getClass().getName());
        }
        byte[] given = KeyingMaterial.of(params);
        engineInit(any, random);
        sharedInfo = given;
    }

    /** @throws InvalidKeyException for a peer's key that a private key must not meet; no card has seen it then */
    @Override
    protected Key engineDoPhase(Key other, boolean lastPhase) throws InvalidKeyException {
        SignetPrivateKey ours = own();
        if (!lastPhase || peer.isPresent()) {
            throw new IllegalStateException(name + " has two parties and one phase");
        }
        if (!(other instanceof PublicKey publicKey)) {
            throw new InvalidKeyException("need a public key of the peer, not "
                    + (other == null ? "null" : other.getClass().getName()));
        }
        try {
            PrivateOperations.requirePeer(ours.publicKey(), publicKey);
        } catch (KeyAccessException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
        peer = Optional.of(publicKey);
        return null;
    }

    private SignetPrivateKey own() {
        return key.orElseThrow(() -> new IllegalStateException("not initialised with a private key"));
    }

    /** As Bouncy Castle has it, a derived secret without a name is as long as the field. */
    @Override
    protected byte[] engineGenerateSecret() {
        byte[] secret = agree();
        return row.kdf().isEmpty() ? secret : derive(secret, secret.length);
    }

    private byte[] agree() {
        SignetPrivateKey ours = own();
        PublicKey theirs = peer.orElseThrow(() -> new IllegalStateException("doPhase has not had the peer's key"));
        peer = Optional.empty();
        return ours.manager().agree(ours.ref(), theirs);
    }

    private byte[] derive(byte[] secret, int length) {
        try {
            return row.kdf().orElseThrow().derive(secret, sharedInfo, length);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    @Override
    protected int engineGenerateSecret(byte[] target, int offset) throws ShortBufferException {
        int length = key.map(k -> PrivateOperations.agreedLength(k.publicKey())).orElse(0);
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
        if (row.kdf().isEmpty()) {
            return whole(algorithm);
        }
        AgreedKey wanted = AgreedKey.named(algorithm); // before the card is asked
        return secretKey(derive(agree(), wanted.bytes()), wanted.algorithm());
    }

    /** As the JDK has it: the whole secret is the key, for JSSE and for whoever asks by that name. */
    private SecretKey whole(String algorithm) throws NoSuchAlgorithmException {
        if (!algorithm.equals(TLS) && !algorithm.equals("Generic")) {
            throw new NoSuchAlgorithmException(
                    name + " gives a TlsPremasterSecret or Generic secret, not a key for " + algorithm);
        }
        byte[] secret = agree();
        return row.scheme() instanceof Scheme.Dh && algorithm.equals(TLS)
                ? secretKey(withoutZeros(secret), algorithm)
                : secretKey(secret, algorithm);
    }

    /** RFC 5246, 8.1.2: of DH's secret the leading zeros are not used. */
    private static byte[] withoutZeros(byte[] secret) {
        int zeros = 0;
        while (zeros < secret.length - 1 && secret[zeros] == 0) {
            zeros++;
        }
        try {
            return Arrays.copyOfRange(secret, zeros, secret.length);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }

    private static SecretKey secretKey(byte[] secret, String algorithm) {
        try {
            return new SecretKeySpec(secret, algorithm);
        } finally {
            Arrays.fill(secret, (byte) 0);
        }
    }
}
