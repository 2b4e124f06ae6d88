package org.signet.crypto;

import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.bouncycastle.crypto.AsymmetricBlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;

/**
 * A raw private operation as the engine under Bouncy Castle's encodings, which speak of blocks of k-1 bytes where a place
 * speaks of k. One object serves one block.
 */
final class RawEngine implements AsymmetricBlockCipher {
    /** Stands for the private key, which is not here. */
    static final CipherParameters PRIVATE = new AsymmetricKeyParameter(true);

    /** Stands for a public key, which the operation knows. */
    static final CipherParameters PUBLIC = new AsymmetricKeyParameter(false);

    private final int length;
    private final UnaryOperator<byte[]> operation;
    private boolean encoding;
    private int leading;

    /** @param length k, the length of the modulus in bytes */
    RawEngine(int length, UnaryOperator<byte[]> operation) {
        this.length = length;
        this.operation = operation;
    }

    @Override
    public void init(boolean forEncryption, CipherParameters parameters) {
        encoding = forEncryption;
    }

    @Override
    public int getInputBlockSize() {
        return encoding ? length - 1 : length;
    }

    @Override
    public int getOutputBlockSize() {
        return encoding ? length : length - 1;
    }

    @Override
    public byte[] processBlock(byte[] in, int offset, int size) {
        byte[] block = new byte[length];
        System.arraycopy(in, offset, block, length - size, size);
        byte[] result = operation.apply(block);
        return encoding ? result : withoutLeadingByte(result);
    }

    /**
     * Whether the byte in front of a decrypted block was 0, as every encoding wants it.
     *
     * <p>The block is the same length either way, and a wrong byte is folded into it, so that it fails its own check later
     * and as slowly as any other (Manger's attack on OAEP asks just this question).
     */
    boolean leadingByteWasZero() {
        return leading == 0;
    }

    private byte[] withoutLeadingByte(byte[] result) {
        byte[] block = Arrays.copyOfRange(result, 1, length);
        leading = result[0];
        block[0] ^= (byte) leading;
        Arrays.fill(result, (byte) 0);
        return block;
    }
}
