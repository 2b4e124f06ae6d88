package org.signet;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.signet.key.Secret;

/**
 * A pinentry program that runs for one conversation (the Assuan protocol of libassuan, and pinentry's manual): a line each way,
 * answered by {@code OK} or {@code ERR}.
 */
final class Pinentry implements AutoCloseable {
    /** gpg-error codes, the lower 16 bits of what stands behind ERR: the person gave up, or did not come. */
    private static final List<Integer> NOBODY = List.of(99, 198, 62);

    private static final int CODE = 0xFFFF;

    private final Process process;
    private final AssuanLines lines;

    /** What ERR said. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean nobody;

        Refused(String line) {
            super(line);
            String[] words = line.split(" ", 3);
            nobody = words.length > 1
                    && words[1].matches("[0-9]{1,10}")
                    && NOBODY.contains((int) (Long.parseLong(words[1]) & CODE));
        }

        /** Whether somebody gave up, which is no fault. */
        boolean isNobody() {
            return nobody;
        }
    }

    private Pinentry(Process process) {
        this.process = process;
        this.lines = new AssuanLines(process.getInputStream());
    }

    /** @param atMost after which the program is killed, whatever it shows */
    @SuppressWarnings("FutureReturnValueIgnored") // of the cancelling, which cannot fail
    static Pinentry start(String program, Duration atMost) throws IOException, Refused {
        Process process = new ProcessBuilder(program)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Executor late = CompletableFuture.delayedExecutor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> killed = CompletableFuture.runAsync(process::destroyForcibly, late);
        process.onExit().thenRun(() -> killed.cancel(false));
        Pinentry started = new Pinentry(process);
        try {
            started.answer();
        } catch (IOException | Refused e) {
            started.close();
            throw e;
        }
        return started;
    }

    /** An option that this one does not know does no harm. */
    void option(String name, String value) throws IOException {
        try {
            command("OPTION " + name + "=" + escaped(value));
        } catch (Refused e) {
            return; // pinentry-tty knows fewer than the others
        }
    }

    /** For instance {@code SETDESC} with its text. */
    void set(String command, String text) throws IOException, Refused {
        command(command + " " + escaped(text));
    }

    /** Empty where nothing was typed. */
    Optional<Secret> pin() throws IOException, Refused {
        send("GETPIN");
        return answer();
    }

    /** Shows SETDESC's text, until somebody has read it or the program is ended. */
    void message() throws IOException, Refused {
        command("MESSAGE");
    }

    private void command(String line) throws IOException, Refused {
        send(line);
        answer().ifPresent(Secret::close);
    }

    private void send(String line) throws IOException {
        OutputStream out = process.getOutputStream();
        out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Reads until OK or ERR; what came as data before it is the answer. */
    private Optional<Secret> answer() throws IOException, Refused {
        Optional<Secret> data = Optional.empty();
        while (true) {
            String word = lines.next();
            switch (word) {
                case "OK" -> {
                    return data;
                }
                case "D" -> {
                    data.ifPresent(Secret::close);
                    data = lines.secret();
                }
                case "ERR" -> {
                    data.ifPresent(Secret::close);
                    throw new Refused(lines.text());
                }
                case "INQUIRE" -> send("END");
                default -> {} // status, comment
            }
        }
    }

    /** Assuan: percent, CR and LF are escaped; a line has at most 1,000 bytes. */
    static String escaped(String text) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(300).forEach(c -> {
            if (c < 0x20 || c == '%' || c == 0x7F) {
                line.append("%%%02X".formatted(c));
            } else {
                line.appendCodePoint(c);
            }
        });
        return line.toString();
    }

    /** From another thread: whatever it shows is gone, and who waits for its answer gets an error. */
    void end() {
        process.destroy();
    }

    @Override
    public void close() {
        try {
            send("BYE");
            process.getOutputStream().close();
        } catch (IOException e) {
            // it has gone already
        }
        lines.close();
        if (process.isAlive()) {
            process.destroy();
        }
    }
}
