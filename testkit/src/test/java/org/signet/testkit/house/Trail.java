package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** The audit trail as an auditor has it: what Flight Recorder recorded, and what the log was told. */
final class Trail implements AutoCloseable {
    private final Recording recording = new Recording();
    private final Logger logger = Logger.getLogger("org.signet.audit"); // held, else its level is collected with it
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Path file;
    private final String token;
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (isOurs(line.getMessage())) {
                lines.add(line.getLevel() + " " + line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    /**
     * Of one card, and of no card.
     *
     * @param folder for the recording
     * @param token the card
     */
    Trail(Path folder, String token) {
        this.token = token;
        file = folder.resolve("audit.jfr");
        logger.setLevel(Level.ALL);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        recording.start();
    }

    /** What was recorded of Signet until now, oldest first. */
    List<RecordedEvent> events() throws IOException {
        recording.dump(file);
        return RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().startsWith("org.signet.") && isOurs(e.getString("road")))
                .sorted(Comparator.comparing(RecordedEvent::getEndTime))
                .toList();
    }

    /** The only thing that happened, and the log has it too. */
    RecordedEvent only() throws IOException {
        World.await("the log to have it", () -> !lines.isEmpty());
        List<RecordedEvent> events = events();
        assertEquals(1, events.size(), () -> events.toString());
        assertEquals(1, lines.size(), () -> lines.toString());
        return events.get(0);
    }

    /** Not of the card of a test before this one, told late. */
    private boolean isOurs(String road) {
        return !road.contains("card piv:") || road.contains(token);
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    /** Everything that was written, byte for byte. */
    byte[] everything() throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        recording.dump(file);
        all.writeBytes(Files.readAllBytes(file));
        lines.forEach(line -> all.writeBytes((line + "\n").getBytes(StandardCharsets.UTF_8)));
        events().forEach(event -> all.writeBytes(event.toString().getBytes(StandardCharsets.UTF_8)));
        return all.toByteArray();
    }

    @Override
    public void close() {
        logger.removeHandler(handler);
        logger.setUseParentHandlers(true);
        logger.setLevel(null);
        recording.close();
    }
}
