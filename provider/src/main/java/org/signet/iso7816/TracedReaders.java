package org.signet.iso7816;

import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Readers whose cards' APDUs are written down, a line each: {@code ! reader NAME} and {@code ! atr HEX} of a card that was
 * connected, {@code > command}, {@code < answer}, {@code ! failed STATUS} where none came. The readers' names are foreign text.
 */
public final class TracedReaders implements Readers {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Readers readers;
    private final Consumer<String> lines;
    private final Supplier<TraceText> texts;
    private String last = "";

    /**
     * @param lines gets each line, without its end; from the readers' threads, one at a time
     * @param texts makes what writes one connection's APDUs
     */
    public TracedReaders(Readers readers, Consumer<String> lines, Supplier<TraceText> texts) {
        this.readers = Objects.requireNonNull(readers);
        this.lines = Objects.requireNonNull(lines);
        this.texts = Objects.requireNonNull(texts);
    }

    @Override
    public List<Reader> readers() throws ReaderException {
        return readers.readers();
    }

    @Override
    public boolean awaitChange(Duration atMost) throws ReaderException {
        return readers.awaitChange(atMost);
    }

    @Override
    public CardConnection connect(String reader) throws ReaderException {
        try {
            CardConnection card = readers.connect(reader);
            write(reader, "! atr " + HEX.formatHex(card.atr()));
            return new Traced(reader, card);
        } catch (ReaderException e) {
            write(reader, "! failed " + e.status());
            throw e;
        }
    }

    /** Readers may be used side by side: a line that is another one's than the last says whose it is. */
    private synchronized void write(String reader, String... more) {
        if (!last.equals(reader)) {
            lines.accept("! reader " + reader.replaceAll("\\p{Cntrl}", "?"));
            last = reader;
        }
        Arrays.stream(more).forEach(lines);
    }

    private final class Traced implements CardConnection {
        private final String reader;
        private final CardConnection card;
        private final TraceText text = texts.get();

        Traced(String reader, CardConnection card) {
            this.reader = reader;
            this.card = card;
        }

        @Override
        public byte[] atr() {
            return card.atr();
        }

        @Override
        public boolean takesExtended() {
            return card.takesExtended();
        }

        @Override
        public void begin() throws ReaderException {
            card.begin();
        }

        @Override
        public ResponseApdu transmit(CommandApdu command) throws ReaderException {
            String sent = "> " + text.command(command);
            try {
                ResponseApdu answer = card.transmit(command);
                write(reader, sent, "< " + text.answer(answer));
                return answer;
            } catch (ReaderException e) {
                write(reader, sent, "! failed " + e.status());
                throw e;
            }
        }

        @Override
        public void end(boolean reset) throws ReaderException {
            card.end(reset);
        }

        @Override
        public void close() throws ReaderException {
            card.close();
        }
    }
}
