package org.signet.jca;

import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidKeyException;
import java.security.Key;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import javax.crypto.BadPaddingException;
import javax.crypto.Cipher;
import javax.crypto.CipherSpi;
import javax.crypto.IllegalBlockSizeException;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.ShortBufferException;
import javax.crypto.spec.SecretKeySpec;
import org.signet.crypto.Scheme;
import org.signet.crypto.Scheme.DecryptionScheme;
import org.signet.key.KeyAccessException;

/** RSA decryption and unwrapping: gathers one block and sends it down at {@code doFinal} or {@code unwrap}. */
final class SignetCipher extends CipherSpi {
    private static final byte[] NOTHING = {};

    private final LazyManager manager;
    private final DecryptionScheme scheme = new Scheme.RsaPkcs1Decrypt();
    private RsaHandle key;
    private byte[] block = NOTHING;
    private int filled;

    SignetCipher(LazyManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    protected void engineSetMode(String mode) throws NoSuchAlgorithmException {
        if (!mode.equalsIgnoreCase("ECB")) {
            throw new NoSuchAlgorithmException("RSA has the mode ECB, not " + mode);
        }
    }

    @Override
    protected void engineSetPadding(String padding) throws NoSuchPaddingException {
        if (!padding.toLowerCase(Locale.ROOT).equals("pkcs1padding")) {
            throw new NoSuchPaddingException("Signet has RSA with PKCS1Padding, not " + padding);
        }
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
        return null;
    }

    @Override
    protected int engineGetKeySize(Key any) throws InvalidKeyException {
        return Algorithms.handle(any, RsaHandle.class, manager).getModulus().bitLength();
    }

    @Override
    protected void engineInit(int opmode, Key any, SecureRandom random) throws InvalidKeyException {
        RsaHandle handle = Algorithms.handle(any, RsaHandle.class, manager);
        if (opmode != Cipher.DECRYPT_MODE && opmode != Cipher.UNWRAP_MODE) {
            throw new InvalidKeyException("a private key decrypts and unwraps; this is Cipher mode " + opmode);
        }
        if (!handle.manager().mayDo(handle.ref(), scheme)) {
            throw new InvalidKeyException(handle + " cannot decrypt RSA with PKCS1Padding");
        }
        key = handle;
        block = new byte[(handle.getModulus().bitLength() + 7) / 8];
        filled = 0;
    }

    @Override
    protected void engineInit(int opmode, Key any, AlgorithmParameterSpec params, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (params != null) {
            throw new InvalidAlgorithmParameterException("RSA with PKCS1Padding takes no parameters, not "
                    + params.getClass().getName());
        }
        engineInit(opmode, any, random);
    }

    @Override
    protected void engineInit(int opmode, Key any, AlgorithmParameters params, SecureRandom random)
            throws InvalidKeyException, InvalidAlgorithmParameterException {
        if (params != null) {
            throw new InvalidAlgorithmParameterException(
                    "RSA with PKCS1Padding takes no parameters, not " + params.getAlgorithm());
        }
        engineInit(opmode, any, random);
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
            if (filled != block.length) {
                throw new IllegalBlockSizeException(
                        "a ciphertext of this key has " + block.length + " bytes, not " + filled);
            }
            return key.manager().decrypt(key.ref(), scheme, block.clone());
        } catch (KeyAccessException e) {
            throw Errors.decryption(e);
        } finally {
            Arrays.fill(block, (byte) 0);
            filled = 0;
        }
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

    @Override
    protected Key engineUnwrap(byte[] wrapped, String algorithm, int type)
            throws InvalidKeyException, NoSuchAlgorithmException {
        if (type != Cipher.SECRET_KEY) {
            throw new NoSuchAlgorithmException("Signet unwraps secret keys alone: an RSA block holds no other");
        }
        byte[] plain;
        try {
            plain = engineDoFinal(wrapped, 0, wrapped.length);
        } catch (IllegalBlockSizeException | BadPaddingException e) {
            throw new InvalidKeyException(e.getMessage(), e);
        }
        try {
            return new SecretKeySpec(plain, algorithm);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeyException("the wrapped key is empty", e);
        } finally {
            Arrays.fill(plain, (byte) 0);
        }
    }
}
