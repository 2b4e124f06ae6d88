package org.signet.card;

import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.Token;

/** Which card application is meant: of which kind, and on which card. */
record Identity(CardDriver driver, String serial) {
    /** The token's id, for instance {@code piv:12345678}. */
    String token() {
        return driver.name() + ":" + serial;
    }

    Token in(String reader) {
        return new Token(Custody.CARD, token(), reader);
    }

    /** The slot that an alias names in this application, {@code 9a} of {@code piv-9a}. */
    Optional<String> slot(String alias) {
        String prefix = driver.name() + "-";
        String plain = alias.endsWith("@" + serial) ? alias.substring(0, alias.length() - serial.length() - 1) : alias;
        return plain.startsWith(prefix) ? Optional.of(plain.substring(prefix.length())) : Optional.empty();
    }
}
