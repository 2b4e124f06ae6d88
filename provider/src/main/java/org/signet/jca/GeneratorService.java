package org.signet.jca;

import java.security.InvalidParameterException;
import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.Map;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.signet.key.KeyAccessException;

/** A generator as the JCA sees it: registered, and not there without the opt-in, so that it takes nobody else's requests. */
final class GeneratorService extends Provider.Service {
    private final Generators.Row row;
    private final LazyManager manager;
    private final BooleanSupplier optedIn;

    GeneratorService(Provider provider, Generators.Row row, LazyManager manager, BooleanSupplier optedIn) {
        super(
                provider,
                "KeyPairGenerator",
                row.name(),
                SignetKeyPairGenerator.class.getName(),
                row.aliases(),
                Map.of());
        this.row = row;
        this.manager = Objects.requireNonNull(manager);
        this.optedIn = Objects.requireNonNull(optedIn);
    }

    @Override
    public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
        if (parameter != null) {
            throw new InvalidParameterException(row.name() + " takes no constructor parameter");
        }
        requireOptIn();
        return new SignetKeyPairGenerator(row, manager);
    }

    private void requireOptIn() throws NoSuchAlgorithmException {
        boolean makes;
        try {
            makes = optedIn.getAsBoolean();
        } catch (KeyAccessException e) {
            throw new NoSuchAlgorithmException(e.getMessage(), e);
        }
        if (!makes) {
            throw new NoSuchAlgorithmException(
                    "Signet makes no keys for the JCA unless it is told to: keygen=true in its configuration, or signet"
                            + " key generate");
        }
    }
}
