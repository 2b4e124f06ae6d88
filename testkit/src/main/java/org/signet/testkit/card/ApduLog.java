package org.signet.testkit.card;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * What passed between reader and card, a line each: {@code > command}, {@code < answer}, {@code ! on|reset|off}, in
 * upper-case hex without spaces, and {@code XX} for each byte that is secret.
 */
public final class ApduLog {
    private static final int KEPT = 20_000;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private final Deque<String> lines = new ArrayDeque<>();
    private final Redaction redaction = new Redaction();
    private final Consumer<String> sink;

    /** @param sink gets each line, without its end, before the card goes on */
    public ApduLog(Consumer<String> sink) {
        this.sink = sink;
    }

    /** The last 20,000 lines. */
    public synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    public synchronized void clear() {
        lines.clear();
    }

    public synchronized void event(String what) {
        add("! " + what);
    }

    public synchronized void command(byte[] apdu) {
        add("> " + hex(apdu, redaction.ofCommand(apdu)));
    }

    public synchronized void answer(byte[] apdu) {
        add("< " + hex(apdu, redaction.ofAnswer(apdu)));
    }

    private void add(String line) {
        if (lines.size() == KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
        sink.accept(line);
    }

    private static String hex(byte[] bytes, Redaction.Span secret) {
        return HEX.formatHex(bytes, 0, secret.from())
                + "XX".repeat(secret.to() - secret.from())
                + HEX.formatHex(bytes, secret.to(), bytes.length);
    }
}
