package org.signet.jca;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.InvalidParameterSpecException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.OAEPParameterSpec;
import org.signet.crypto.PublicOperations;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.DecryptionScheme;
import org.signet.crypto.Scheme.SignatureScheme;
import org.signet.crypto.Services;
import org.signet.key.KeyAccessException;

/**
 * RSA decryption and unwrapping, and what SunJCE makes of encrypting with a private key: gathers one block and sends it down at
 * {@code doFinal} or {@code unwrap}.
 */
final class SignetCipher extends CipherSpi {
    private static final byte[] NOTHING = {};
    private static final int PKCS1_OVERHEAD = 11; // RFC 8017, 9.2

    private final LazyManager manager;
    private RsaPadding padding;
    private Optional<OAEPParameterSpec> oaep = Optional.empty();
    private Optional<AlgorithmParameterSpec> tls = Optional.empty();
    private Scheme scheme = new Scheme.RsaPkcs1Decrypt();
    private RsaHandle key;
    private Optional<PublicKey> recipient = Optional.empty();
    private byte[] block = NOTHING;
    private int filled;

    SignetCipher(LazyManager manager, String padding) {
        this.manager = Objects.requireNonNull(manager);
        try {
            this.padding = RsaPadding.named(padding);
        } catch (NoSuchPaddingException e) {
            throw new IllegalArgumentException("a row of the table", e);
        }
    }

    @Override
    protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
        if (!mode.equalsIgnoreCase("ECB")) {
            throw new NoSuchAlgorithmException("RSA has the mode ECB, not " + mode);
        }
    }

    @Override
    protected void engineSetPadding(String name) throws NoSuchPaddingException {
        padding = RsaPadding.named(name);
    }

    @Override
    protected int engineGetBlockSize() {
        return 0;
    }

    @Override
    protected int engineGetOutputSize(int inputLen) {
        return block.length;
    }

    @Override
    protected byte[] engineGetIV() {
        return null;
    }

    @Override
    protected AlgorithmParameters engineGetParameters() {
        return oaep.map(Services.platform()::parameters).orElse(null);
    }

    @Override
    protected int engineGetKeySize(Key any) throws InvalidKeyException {
        return any instanceof PublicKey recipients
                ? 8 * room(recipients, new Scheme.RsaRaw())
                : Algorithms.handle(any, RsaHandle.class, manager).getModulus().bitLength();
    }

    @Override
    protected void engineInit(int opmode, Key any, SecureRandom random) throws InvalidKeyException {
        try {
            engineInit(opmode, any, (AlgorithmParameterSpec) null, random);
        } catch (InvalidAlgorithmParameterException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
    }

    @Override
    protected void engineInit(int opmode, Key any, AlgorithmParameterSpec params, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (any instanceof PublicKey publicKey) {
            initEncryption(opmode, publicKey, params);
            return;
        }
        RsaHandle handle = Algorithms.handle(any, RsaHandle.class, manager);
        boolean encrypts = opmode == Cipher.ENCRYPT_MODE || opmode == Cipher.WRAP_MODE;
        Optional<OAEPParameterSpec> spec = parameters(params, opmode);
        Scheme wanted = scheme(encrypts, spec);
        if (!handle.manager().mayDo(handle.ref(), wanted)) {
            throw new InvalidKeyException(
                    handle + " cannot " + (encrypts ? "en" : "de") + "crypt RSA with " + padding.name());
        }
        oaep = spec;
        tls = Optional.ofNullable(params).filter(Unwrapping::isForTls);
        scheme = wanted;
        key = handle;
        recipient = Optional.empty();
        block = new byte[(handle.getModulus().bitLength() + 7) / 8];
        filled = 0;
    }

    /** Asked by name, with somebody's public key. */
    private void initEncryption(int opmode, PublicKey publicKey, AlgorithmParameterSpec params)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (opmode != Cipher.ENCRYPT_MODE && opmode != Cipher.WRAP_MODE) {
            throw new InvalidKeyException("a public key encrypts and wraps; it decrypts nothing");
        }
        Optional<OAEPParameterSpec> spec = parameters(params, opmode);
        DecryptionScheme wanted = padding.kind() == RsaPadding.Kind.NONE
                ? new Scheme.RsaRaw()
                : spec.isEmpty() ? new Scheme.RsaPkcs1Decrypt() : RsaPadding.scheme(spec.get());
        room(publicKey, wanted);
        oaep = spec;
        tls = Optional.empty();
        scheme = wanted;
        recipient = Optional.of(publicKey);
        block = new byte[room(publicKey, new Scheme.RsaRaw())];
        filled = 0;
    }

    private static int room(PublicKey publicKey, DecryptionScheme wanted) throws InvalidKeyException {
        try {
            PublicOperations.require(publicKey, wanted);
            return PublicOperations.room(publicKey, wanted);
        } catch (KeyAccessException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
    }

    @Override
    protected void engineInit(int opmode, Key any, AlgorithmParameters params, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        try {
            AlgorithmParameterSpec spec = params == null ? null : params.getParameterSpec(OAEPParameterSpec.class);
            engineInit(opmode, any, spec, random);
        } catch (InvalidParameterSpecException e) {
            throw new InvalidAlgorithmParameterException(
                    "RSA takes parameters of OAEP, not of " + params.getAlgorithm(), e);
        }
    }

    /** What OAEP uses; other paddings take none, but JSSE's at an unwrapping (jca-facts 9). */
    private Optional<OAEPParameterSpec> parameters(AlgorithmParameterSpec params, int opmode)
            throws InvalidAlgorithmParameterException {
        if (padding.kind() == RsaPadding.Kind.OAEP) {
            return Optional.of(padding.parameters(params));
        }
        boolean forTls = Unwrapping.isForTls(params) && opmode == Cipher.UNWRAP_MODE;
        if (params != null && !forTls) {
            throw new InvalidAlgorithmParameterException("RSA with " + padding.name() + " takes no parameters, not "
                    + params.getClass().getName());
        }
        return Optional.empty();
    }

    private Scheme scheme(boolean encrypts, Optional<OAEPParameterSpec> spec)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (spec.isEmpty()) {
            return padding.kind() == RsaPadding.Kind.NONE
                    ? new Scheme.RsaRaw()
                    : encrypts ? new Scheme.RsaPkcs1Given() : new Scheme.RsaPkcs1Decrypt();
        }
        if (encrypts) {
            throw new InvalidKeyException("OAEP encrypts with a public key, never with a private one");
        }
        return RsaPadding.scheme(spec.get());
    }

    @Override
    protected byte[] engineUpdate(byte[] input, int offset, int length) {
        if (length > 0) {
            int room = Math.min(length, block.length - filled);
            System.arraycopy(input, offset, block, filled, Math.max(room, 0));
            filled += length; // more than a block is told at doFinal
        }
        return NOTHING;
    }

    @Override
    protected int engineUpdate(byte[] input, int offset, int length, byte[] output, int outputOffset) {
        engineUpdate(input, offset, length);
        return 0;
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int offset, int length)
            throws IllegalBlockSizeException, BadPaddingException {
        engineUpdate(input, offset, length);
        try {
            if (recipient.isPresent()) {
                return encrypt(recipient.get());
            }
            requireBlock();
            return scheme instanceof SignatureScheme signature
                    ? key.manager().sign(key.ref(), signature, Arrays.copyOf(block, filled))
                    : key.manager().decrypt(key.ref(), (DecryptionScheme) scheme, rightAligned());
        } catch (KeyAccessException e) {
            throw Errors.decryption(e);
        } finally {
            Arrays.fill(block, (byte) 0);
            filled = 0;
        }
    }

    private byte[] encrypt(PublicKey publicKey) throws IllegalBlockSizeException {
        DecryptionScheme wanted = (DecryptionScheme) scheme;
        int most = PublicOperations.room(publicKey, wanted);
        if (filled > most) {
            throw new IllegalBlockSizeException(
                    "this key encrypts up to " + most + " bytes with " + padding.name() + ", not " + filled);
        }
        boolean raw = wanted instanceof Scheme.RsaRaw;
        return manager.get().encrypt(publicKey, wanted, raw ? rightAligned() : Arrays.copyOf(block, filled));
    }

    /** SunJCE has raw RSA take less than a block as a smaller number, and PKCS#1 keep eleven bytes to itself. */
    private void requireBlock() throws IllegalBlockSizeException {
        int most = scheme instanceof SignatureScheme ? block.length - PKCS1_OVERHEAD : block.length;
        boolean mayBeLess = scheme instanceof SignatureScheme || scheme instanceof Scheme.RsaRaw;
        if (filled > most || (filled < most && !mayBeLess)) {
            throw new IllegalBlockSizeException("a block of this key for " + padding.name() + " has "
                    + (mayBeLess ? "up to " : "") + most + " bytes, not " + filled);
        }
    }

    private byte[] rightAligned() {
        byte[] whole = new byte[block.length];
        System.arraycopy(block, 0, whole, block.length - filled, filled);
        return whole;
    }

    @Override
    protected int engineDoFinal(byte[] input, int offset, int length, byte[] output, int outputOffset)
            throws IllegalBlockSizeException, BadPaddingException, ShortBufferException {
        if (output.length - outputOffset < block.length) { // before the card is asked, whatever the plaintext's length
            throw new ShortBufferException("the plaintext may have up to " + block.length + " bytes");
        }
        byte[] plain = engineDoFinal(input, offset, length);
        System.arraycopy(plain, 0, output, outputOffset, plain.length);
        int size = plain.length;
        Arrays.fill(plain, (byte) 0);
        return size;
    }

    /** What SunJCE does when a private key wraps: it encrypts with it the key's encoding. */
    @Override
    protected byte[] engineWrap(Key wrapped) throws InvalidKeyException {
        byte[] encoded = wrapped.getEncoded();
        if (encoded == null || encoded.length == 0) {
            throw new InvalidKeyException("the key to be wrapped has no encoding: "
                    + wrapped.getClass().getName());
        }
        try {
            return engineDoFinal(encoded, 0, encoded.length);
        } catch (IllegalBlockSizeException | BadPaddingException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        } finally {
            Arrays.fill(encoded, (byte) 0);
        }
    }

    @Override
    protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
            throws InvalidKeyException, NoSuchAlgorithmException {
        if (tls.isEmpty() && Unwrapping.isTlsPremaster(algorithm)) { // as SunJCE: its version could not be checked
            throw new IllegalStateException("a TLS premaster secret is unwrapped with JSSE's parameters alone");
        }
        byte[] plain;
        try {
            plain = engineDoFinal(wrapped, 0, wrapped.length);
        } catch (IllegalBlockSizeException | BadPaddingException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
        try {
            return tls.isPresent() && Unwrapping.isTlsPremaster(algorithm)
                    ? Unwrapping.tlsPremaster(plain, tls.get())
                    : Unwrapping.key(plain, algorithm, type);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
