package org.signet.testkit.terminal;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactorySpi;
import org.signet.testkit.reader.EmulatedReaders;

/**
 * The security provider "SignetTestkit": a TerminalFactory of type "Emulated". Its parameter, if any, is an
 * {@link EmulatedReaders}; without one it shows {@link EmulatedReaders#shared()}, or those the provider was made with.
 */
public final class TestkitProvider extends Provider {
    public static final String NAME = "SignetTestkit";
    public static final String TYPE = "Emulated";

    private static final long serialVersionUID = 1;

    /** As SunPCSC: who asks twice gets the same terminals. */
    private final transient Map<EmulatedReaders, EmulatedTerminals> known = new ConcurrentHashMap<>();

    private final transient EmulatedReaders readers;

    public TestkitProvider() {
        this(EmulatedReaders.shared());
    }

    public TestkitProvider(EmulatedReaders readers) {
        super(NAME, "1.0", "Emulated card terminals of Signet's testkit");
        this.readers = readers;
        putService(new FactoryService());
    }

    private CardTerminals terminals(Object parameter) {
        EmulatedReaders asked = Optional.ofNullable(parameter)
                .filter(EmulatedReaders.class::isInstance)
                .map(EmulatedReaders.class::cast)
                .orElse(readers);
        return known.computeIfAbsent(asked, EmulatedTerminals::new);
    }

    private final class FactoryService extends Provider.Service {
        FactoryService() {
            super(TestkitProvider.this, "TerminalFactory", TYPE, Factory.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new Factory(terminals(parameter));
        }
    }

    private static final class Factory extends TerminalFactorySpi {
        private final CardTerminals terminals;

        Factory(CardTerminals terminals) {
            this.terminals = terminals;
        }

        @Override
        protected CardTerminals engineTerminals() {
            return terminals;
        }
    }
}
