package org.signet.crypto;

import java.security.AlgorithmParameters;
import java.security.Key;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.crypto.CipherSpi;

/** A cipher of one block, for a test's own service. */
final class RawCipher extends CipherSpi {
    private final Function<Key, UnaryOperator<byte[]>> operation;
    private UnaryOperator<byte[]> keyed = UnaryOperator.identity();

    RawCipher(Function<Key, UnaryOperator<byte[]>> operation) {
        this.operation = operation;
    }

    @Override
    protected void engineInit(int opmode, Key key, SecureRandom random) {
        keyed = operation.apply(key);
    }

    @Override
    protected void engineInit(int opmode, Key key, AlgorithmParameterSpec params, SecureRandom random) {
        engineInit(opmode, key, random);
    }

    @Override
    protected void engineInit(int opmode, Key key, AlgorithmParameters params, SecureRandom random) {
        engineInit(opmode, key, random);
    }

    @Override
    protected byte[] engineDoFinal(byte[] input, int inputOffset, int inputLen) {
        return keyed.apply(java.util.Arrays.copyOfRange(input, inputOffset, inputOffset + inputLen));
    }

    @Override
    protected int engineDoFinal(byte[] input, int inputOffset, int inputLen, byte[] output, int outputOffset) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void engineSetMode(String mode) {}

    @Override
    protected void engineSetPadding(String padding) {}

    @Override
    protected int engineGetBlockSize() {
        return 0;
    }

    @Override
    protected int engineGetOutputSize(int inputLen) {
        return inputLen;
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
    protected byte[] engineUpdate(byte[] input, int inputOffset, int inputLen) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected int engineUpdate(byte[] input, int inputOffset, int inputLen, byte[] output, int outputOffset) {
        throw new UnsupportedOperationException();
    }
}
