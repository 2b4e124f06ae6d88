package org.signet.testkit.recorder;

import java.security.NoSuchAlgorithmException;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.TerminalFactory;
import javax.smartcardio.TerminalFactorySpi;
import org.signet.testkit.card.ApduLog;

/** The security provider "SignetRecorder": a TerminalFactory of type "Recorded" over PC/SC. */
public final class RecorderProvider extends Provider {
    public static final String NAME = "SignetRecorder";
    public static final String TYPE = "Recorded";

    private static final long serialVersionUID = 1;

    private final transient ApduLog log;

    public RecorderProvider(ApduLog log) {
        super(NAME, "1.0", "PC/SC terminals, written down");
        this.log = Objects.requireNonNull(log);
        putService(new FactoryService());
    }

    private final class FactoryService extends Provider.Service {
        FactoryService() {
            super(RecorderProvider.this, "TerminalFactory", TYPE, Factory.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(Object parameter) throws NoSuchAlgorithmException {
            return new Factory(new RecordedTerminals(
                    TerminalFactory.getInstance("PC/SC", null).terminals(), log));
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
