package org.signet.card;

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
}
