package org.signet.testkit.demo;

import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Security;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.card.LogFile;
import org.signet.testkit.piv.EmulatedPivCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the main job, the patent's figure 3, with every part real. */
@Command(
        name = "demo",
        description = {
            "Plays figure 3 of EP 0 752 635 A1 with an unmodified mail application: Alice, who has a smart card, and Bob,"
                    + " who has none, sign, encrypt, decrypt and verify in both directions; then Alice takes her card out."
        },
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final int DONE = 0;
    private static final int REFUSED = 1;
    private static final int USAGE = 2;
    private static final int TROUBLE = 3;
    private static final Set<Reason> REFUSALS =
            EnumSet.of(Reason.PIN_NEEDED, Reason.PIN_WRONG, Reason.PIN_BLOCKED, Reason.REFUSED);
    private static final byte[] MESSAGE =
            "Dear friend,\r\n\r\nwho of us has a card? You cannot tell.\r\n".getBytes(StandardCharsets.UTF_8);

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Leave the messages, certificates, the users' files and apdu.log here; it must be new or empty.")
    private Optional<Path> out = Optional.empty();

    @Option(
            names = "--message",
            paramLabel = "FILE",
            description = "Sign and encrypt what this file holds; a short text otherwise.")
    private Optional<Path> message = Optional.empty();

    @Option(names = "--pcsc", description = "With the one PIV card in this machine's readers, not an emulated one.")
    private boolean pcsc;

    @Option(
            names = "--pin-file",
            paramLabel = "FILE",
            description = "With --pcsc: a file that holds the card's PIN, which is asked for otherwise.")
    private Optional<Path> pinFile = Optional.empty();

    @Override
    public Integer call() throws IOException {
        PrintWriter console = spec.commandLine().getOut();
        if (pinFile.isPresent() && !pcsc) {
            return complain(USAGE, "--pin-file goes with --pcsc: the emulated card's PIN is known");
        }
        if (out.isPresent() && !isNewOrEmpty(out.get())) {
            return complain(USAGE, out.get() + " is not an empty folder");
        }
        byte[] text;
        try {
            text = message();
        } catch (IOException e) {
            return complain(TROUBLE, e.getMessage());
        }
        Path folder = out.isPresent() ? Files.createDirectories(out.get()) : Files.createTempDirectory("signet-demo");
        try (LogFile log = new LogFile(folder.resolve("apdu.log"));
                Holder alice = holder(console, log)) {
            play(console, folder, alice, text);
            return DONE;
        } catch (KeyAccessException e) {
            return complain(REFUSALS.contains(e.reason()) ? REFUSED : TROUBLE, e.getMessage());
        } catch (Exception e) { // an application's errors, told as an application tells them
            return complain(TROUBLE, e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            Security.removeProvider("Signet");
            if (out.isEmpty()) {
                delete(folder);
            }
        }
    }

    private byte[] message() throws IOException {
        if (message.isEmpty()) {
            return MESSAGE.clone();
        }
        byte[] text = read("the message", message.get());
        if (text.length == 0) {
            throw new IOException("the message " + message.get() + " is empty");
        }
        return text;
    }

    private Holder holder(PrintWriter console, LogFile log) throws IOException {
        return pcsc
                ? new PcscHolder(console, new ApduLog(log), pin())
                : new EmulatedHolder(EmulatedPivCard.builder().logTo(log));
    }

    private static void play(PrintWriter console, Path folder, Holder alice, byte[] message) throws Exception {
        char[] passphrase = "correct horse battery".toCharArray(); // of a user who ends with the play
        Stage stage = new Stage(folder, alice, passphrase);
        Narrator narrator = new Narrator(console, new Tally(folder.resolve("apdu.log")));
        console.println("Figure 3 of EP 0 752 635 A1: transparent private-key operations");
        Token card = stage.set();
        narrator.say("Alice: smart card " + card.id() + " in reader " + card.where());
        narrator.say("Bob:   no card; his key is wrapped in the user information file");
        String truth = new Figure3(stage, alice, narrator, folder).play(message);
        console.println();
        console.println(truth);
        console.flush();
    }

    @SuppressWarnings("SystemConsoleNull") // null on 17 to 21 where there is no terminal
    private char[] pin() throws IOException {
        if (pinFile.isPresent()) {
            byte[] bytes = read("the PIN", pinFile.get());
            int length = bytes.length;
            while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
                length--;
            }
            char[] pin = new char[length];
            StandardCharsets.ISO_8859_1
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .get(pin);
            Arrays.fill(bytes, (byte) 0);
            return pin;
        }
        Console console = System.console();
        char[] pin = console == null ? null : console.readPassword("PIN of the card: ");
        if (pin == null) {
            throw new KeyAccessException(
                    Reason.PIN_NEEDED, "no console to ask for the PIN: give it with --pin-file FILE");
        }
        return pin;
    }

    private static byte[] read(String what, Path file) throws IOException {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) { // its message is the path alone
            throw new IOException("cannot read " + what + " from " + file + ": " + e, e);
        }
    }

    private int complain(int code, String text) {
        spec.commandLine().getErr().println("signet demo: " + text);
        return code;
    }

    private static boolean isNewOrEmpty(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return true;
        }
        if (!Files.isDirectory(folder)) {
            return false;
        }
        try (Stream<Path> content = Files.list(folder)) {
            return content.findAny().isEmpty();
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
