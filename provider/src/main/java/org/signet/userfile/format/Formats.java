package org.signet.userfile.format;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.signet.wrap.KdfLimits;

/**
 * Every version there is, oldest first: each is read, and a file is written in the newest when it is next written. A new version
 * is one more entry here.
 */
public final class Formats {
    private static final Format VERSION_1 = new Version1();

    private static volatile List<Format> all = List.of(VERSION_1);

    private Formats() {}

    /** What a file is written in that was not there before. */
    public static Format newest() {
        return all.get(all.size() - 1);
    }

    /**
     * What a user's next file is written in. An enrolment that an administrator signed keeps its version until he signs it
     * anew with what the user seals, for line 1 is his and rules both parts.
     */
    public static Format next(UserText current, boolean administered) {
        return administered ? of(current.enrolmentText().getBytes(US_ASCII)) : newest();
    }

    /** By line 1; one that nobody knows is version 1's to refuse. */
    static Format of(byte[] file) {
        return all.stream().filter(format -> begins(file, format)).findFirst().orElse(VERSION_1);
    }

    private static boolean begins(byte[] file, Format format) {
        byte[] line = (UserParser.VERSION + ": " + format.number() + "\n").getBytes(US_ASCII);
        return file.length >= line.length && Arrays.equals(file, 0, line.length, line, 0, line.length);
    }

    /** Only for the test of what happens when there is a newer one. */
    static void add(Format format) {
        all = Stream.concat(all.stream(), Stream.of(format)).toList();
    }

    /** Likewise. */
    static void onlyTheFirst() {
        all = List.of(VERSION_1);
    }

    /** userfile.md. */
    private static final class Version1 implements Format {
        @Override
        public int number() {
            return 1;
        }

        @Override
        public UserText parse(String file, String baseName, byte[] bytes, KdfLimits limits) {
            return UserParser.version1(file, baseName, bytes, limits);
        }

        @Override
        public String unsigned(Enrolment enrolment) {
            return UserWriter.unsigned(enrolment);
        }

        @Override
        public String body(Body body) {
            return UserWriter.body(body);
        }
    }
}
