package org.signet.testkit.recorder;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code signet doctor --record} wrote: a card for each reader that had one. */
public final class Trace {
    private static final String KIND = "# signet-trace: 1";
    private static final String COMMAND = "> ([0-9A-F]{2}|XX){4,65550}";
    private static final String ANSWER = "< ([0-9A-F]{2}|XX)*[0-9A-F]{4}";

    private final Map<String, Recorded> cards = new LinkedHashMap<>();
    private String reader = "";
    private String command = "";

    /** One reader's card. */
    record Recorded(byte[] atr, List<Exchange> exchanges) {}

    private Trace() {}

    /** @throws IOException in one sentence, which names file and line */
    public static Trace read(Path file) throws IOException {
        Trace trace = new Trace();
        try {
            List<String> lines = Files.readAllLines(file);
            if (lines.isEmpty() || !lines.get(0).equals(KIND)) {
                throw new IOException(
                        file + " is no trace of signet doctor --record: it does not begin with \"" + KIND + "\"");
            }
            for (int i = 1; i < lines.size(); i++) {
                trace.take(lines.get(i), file + ", line " + (i + 1));
            }
        } catch (MalformedInputException e) {
            throw new IOException(file + " is no trace of signet doctor --record: it is no text", e);
        }
        trace.noAnswer();
        return trace;
    }

    private void take(String line, String where) throws IOException {
        if (line.startsWith("! reader ")) {
            noAnswer();
            reader = line.substring(9);
        } else if (line.matches("! atr ([0-9A-F]{2}){2,33}")) {
            cards.putIfAbsent(reader, new Recorded(HexFormat.of().parseHex(line.substring(6)), new ArrayList<>()));
        } else if (line.matches(COMMAND) && cards.containsKey(reader)) {
            noAnswer();
            command = line.substring(2);
        } else if (line.matches(ANSWER) && !command.isEmpty()) {
            add(line.substring(2));
        } else if (line.startsWith("! failed ")) {
            noAnswer();
        } else if (!line.startsWith("#")) {
            throw new IOException(where + ": \"" + line + "\" does not belong there");
        }
    }

    private void noAnswer() {
        if (!command.isEmpty()) {
            add("");
        }
    }

    private void add(String answer) {
        cards.get(reader).exchanges().add(new Exchange(command, answer));
        command = "";
    }

    /** The readers that had a card which answered to reset. */
    public List<String> readers() {
        return List.copyOf(cards.keySet());
    }

    Recorded card(String name) {
        return cards.get(name);
    }
}
