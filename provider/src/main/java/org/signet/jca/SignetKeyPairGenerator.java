package org.signet.jca;

import java.math.BigInteger;
import java.security.InvalidAlgorithmParameterException;
import java.security.InvalidParameterException;
import java.security.KeyPair;
import java.security.KeyPairGeneratorSpi;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.NamedParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Locale;
import java.util.Objects;
import org.signet.crypto.Services;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.KeyRecord;
import org.signet.manager.KeyStoreManager;

/**
 * Makes keys where the default user's new keys go, his card or the file. Each is kept there from then on, with no name until {@code
 * KeyStore.setKeyEntry} gives it one, and the private half is a handle. What random numbers a program brings is not asked.
 */
final class SignetKeyPairGenerator extends KeyPairGeneratorSpi {
    private final Generators.Row row;
    private final LazyManager manager;
    private KeyKind kind;

    SignetKeyPairGenerator(Generators.Row row, LazyManager manager) {
        this.row = Objects.requireNonNull(row);
        this.manager = Objects.requireNonNull(manager);
        this.kind = KeyKind.of(row.kind());
    }

    @Override
    public void initialize(int bits, SecureRandom random) {
        if (row.sized() == null) {
            throw new InvalidParameterException(row.name() + " has no sizes: give no size, or the parameter set");
        }
        try {
            kind = KeyKind.of(row.sized().apply(bits));
        } catch (KeyAccessException e) {
            throw new InvalidParameterException(e.getMessage());
        }
    }

    @Override
    public void initialize(AlgorithmParameterSpec parameters, SecureRandom random)
            throws InvalidAlgorithmParameterException {
        try {
            kind = KeyKind.of(kind(parameters));
        } catch (KeyAccessException e) {
            throw new InvalidAlgorithmParameterException(e.getMessage(), e);
        }
    }

    private String kind(AlgorithmParameterSpec parameters) throws InvalidAlgorithmParameterException {
        if (parameters instanceof NamedParameterSpec named) { // ECGenParameterSpec is one
            return named(named.getName());
        }
        if (parameters instanceof ECParameterSpec curve && row.name().equals("EC")) {
            return named(Services.platform().curve(curve));
        }
        if (parameters instanceof RSAKeyGenParameterSpec rsa && row.name().equals("RSA")) {
            BigInteger e = rsa.getPublicExponent();
            if (e != null && !e.equals(RSAKeyGenParameterSpec.F4)) {
                throw new InvalidAlgorithmParameterException("the public exponent is 65537, not " + e);
            }
            return row.sized().apply(rsa.getKeysize());
        }
        throw new InvalidAlgorithmParameterException(row.name() + " takes no "
                + (parameters == null ? "null" : parameters.getClass().getName()));
    }

    private String named(String name) throws InvalidAlgorithmParameterException {
        String plain = name.replace(" ", "").toLowerCase(Locale.ROOT);
        String found = row.named().get(plain);
        if (found == null) {
            throw new InvalidAlgorithmParameterException(row.name() + " makes no key of " + name);
        }
        return found;
    }

    @Override
    public KeyPair generateKeyPair() {
        KeyStoreManager house = manager.get();
        KeyRecord record = house.generate(house.defaultUser(), kind, "");
        return new KeyPair(record.publicKey(), SignetPrivateKey.of(house, record));
    }
}
