package org.signet.testkit.apps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.signet.testkit.process.CardProcess;
import org.signet.testkit.process.ReaderTurn;

/** Alice's emulated card in pcscd's first virtual reader, a process of its own, and its log of APDUs. */
public final class AliceCard {
    private static final Path LOG = House.at("apdu.log");

    private static Optional<CardProcess> process = Optional.empty();

    private AliceCard() {}

    /**
     * Puts it in, if it is out.
     *
     * @param more options of {@code signet-testkit.jar piv}: {@code --delay-ms 10}
     */
    public static void insert(String... more) throws IOException {
        if (process.isEmpty()) {
            ReaderTurn.take();
            List<String> options = new ArrayList<>(options());
            options.addAll(List.of(more));
            process = Optional.of(CardProcess.start(House.desk(), options));
        }
    }

    /** Takes it out, if it is in. */
    public static void remove() {
        process.ifPresent(CardProcess::close);
        process = Optional.empty();
        ReaderTurn.end();
    }

    private static List<String> options() {
        Path state = House.at("card.state");
        Stream<String> fresh = Files.exists(state)
                ? Stream.of()
                : Stream.of("--key", "9a=p256", "--key", "9d=rsa2048", "--key", "82=p256");
        return Stream.concat(
                        fresh,
                        Stream.of("--serial", House.SERIAL, "--state", state.toString(), "--apdu-log", LOG.toString()))
                .toList();
    }

    /**
     * How many private-key operations the card has done, logins' challenges among them: GENERAL AUTHENTICATE, SP 800-73-4, 3.2.4, of the
     * keys 9A to 9E and the retired ones, 82 to 95.
     */
    public static long operations() throws IOException {
        return commands("0087[0-9A-F]{2}(9[A-E0-5]|8[2-9A-F]).*");
    }

    /** How many times it was given a PIN: VERIFY with data, SP 800-73-4, 3.2.1. */
    public static long pins() throws IOException {
        return commands("0020008008.*");
    }

    private static long commands(String pattern) throws IOException {
        Predicate<String> sent = Pattern.compile("> " + pattern).asMatchPredicate();
        try (Stream<String> lines = Files.lines(LOG)) {
            return lines.filter(sent).count();
        }
    }
}
