package org.signet.jca;

import java.security.InvalidKeyException;
import java.security.Key;
import java.security.KeyFactorySpi;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.KeySpec;
import java.util.Objects;

/** Makes of a handle the public handle of the same key; there is nothing else to make here, since no key of ours has a specification. */
final class SignetKeyFactory extends KeyFactorySpi {
    private final LazyManager manager;

    SignetKeyFactory(LazyManager manager) {
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    protected Key engineTranslateKey(Key key) throws InvalidKeyException {
        return key instanceof PublicHandle
                ? key
                : new PublicHandle(Algorithms.handle(key, SignetPrivateKey.class, manager));
    }

    @Override
    protected PublicKey engineGeneratePublic(KeySpec spec) throws InvalidKeySpecException {
        throw none();
    }

    @Override
    protected PrivateKey engineGeneratePrivate(KeySpec spec) throws InvalidKeySpecException {
        throw none();
    }

    @Override
    protected <T extends KeySpec> T engineGetKeySpec(Key key, Class<T> spec) throws InvalidKeySpecException {
        throw none();
    }

    private static InvalidKeySpecException none() {
        return new InvalidKeySpecException("Signet's keys have no specification: load the keystore, or import the key");
    }
}
