package org.signet.testkit.demo;

import java.security.GeneralSecurityException;

/** Alice's hand with her card in it. */
interface Holder extends AutoCloseable {
    /** The value of {@code card.readers} that leads to her reader. */
    String readers();

    /** Her PIN; the caller wipes it. */
    char[] pin();

    /** Returns when the card is out. */
    void takeOut() throws GeneralSecurityException;

    /** Returns when the card is in again. */
    void putIn() throws GeneralSecurityException;

    @Override
    void close();
}
