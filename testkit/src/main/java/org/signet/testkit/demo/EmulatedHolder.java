package org.signet.testkit.demo;

import java.security.Security;
import java.util.Objects;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;

/** An emulated card in an emulated terminal, which Signet meets through javax.smartcardio as it meets any. */
final class EmulatedHolder implements Holder {
    private static final String READER = "Emulated Reader 00";
    private static final String PIN = "123456"; // of a card that was made a moment ago and ends with the play

    private final EmulatedReaders readers = new EmulatedReaders(READER);
    private final EmulatedPivCard card;

    EmulatedHolder(EmulatedPivCard.Builder builder) {
        card = Objects.requireNonNull(builder)
                .pin(PIN)
                .key("9a", "rsa2048")
                .key("9c", "rsa2048")
                .key("9d", "rsa2048")
                .build();
        Security.addProvider(new TestkitProvider(readers));
        readers.insert(READER, card);
    }

    @Override
    public String readers() {
        return TestkitProvider.TYPE + ":" + TestkitProvider.NAME;
    }

    @Override
    public char[] pin() {
        return PIN.toCharArray();
    }

    @Override
    public void takeOut() {
        readers.remove(READER);
    }

    @Override
    public void putIn() {
        readers.insert(READER, card);
    }

    @Override
    public void close() {
        Security.removeProvider(TestkitProvider.NAME);
    }
}
