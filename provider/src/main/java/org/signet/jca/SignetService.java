package org.signet.jca;

import java.security.InvalidParameterException;
import java.security.Provider;
import java.util.Map;
import java.util.Objects;

/** A row as the JCA sees it: chosen for our own handles only, so that nobody else's key ever comes here (jca-facts 1, 7). */
final class SignetService extends Provider.Service {
    private final Algorithms.Row row;
    private final LazyManager manager;

    SignetService(Provider provider, Algorithms.Row row, LazyManager manager) {
        super(provider, row.type(), row.name(), row.spi().getClass().getName(), row.aliases(), Map.of());
        this.row = row;
        this.manager = Objects.requireNonNull(manager);
    }

    @Override
    public Object newInstance(Object parameter) {
        if (parameter != null) {
            throw new InvalidParameterException(row.name() + " takes no constructor parameter");
        }
        return row.spi().apply(manager);
    }

    @Override
    public boolean supportsParameter(Object key) {
        return row.handle().isInstance(key) && key instanceof SignetPrivateKey handle && manager.is(handle.manager());
    }
}
