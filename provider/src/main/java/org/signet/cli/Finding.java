package org.signet.cli;

import java.util.Locale;
import java.util.Objects;
import org.signet.iso7816.ReaderException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * One thing that {@code signet doctor} has looked at.
 *
 * @param check what was looked at, in a word
 * @param what how it is, in a sentence
 * @param cure what to do about a fault or a warning, never empty there
 * @param code what the shell is told of a fault ({@link ExitCode})
 */
record Finding(String check, Level level, String what, String cure, int code) {
    enum Level {
        WELL,
        NOTE,
        WARNING,
        FAULT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    Finding {
        Objects.requireNonNull(check);
        if (cure.isEmpty() == (level.compareTo(Level.WARNING) >= 0)) {
            throw new IllegalArgumentException("a cure belongs to a warning or a fault: " + what);
        }
    }

    static Finding well(String check, String what) {
        return new Finding(check, Level.WELL, what, "", ExitCode.DONE);
    }

    static Finding note(String check, String what) {
        return new Finding(check, Level.NOTE, what, "", ExitCode.DONE);
    }

    static Finding warning(String check, String what, String cure) {
        return new Finding(check, Level.WARNING, what, cure, ExitCode.DONE);
    }

    static Finding fault(String check, String what, String cure) {
        return new Finding(check, Level.FAULT, what, cure, ExitCode.TROUBLE);
    }

    /** What the house refused: with the cure that its message ends with, else that of its reason. */
    static Finding of(String check, KeyAccessException refusal) {
        String what = Objects.requireNonNullElse(refusal.getMessage(), "");
        if (refusal.getCause() instanceof ReaderException e && !e.cure().isEmpty() && what.endsWith(": " + e.cure())) {
            String trouble = what.substring(0, what.length() - e.cure().length() - 2);
            return new Finding(check, Level.FAULT, trouble, e.cure(), code(refusal.reason()));
        }
        return of(check, refusal.reason(), what);
    }

    static Finding of(String check, Reason reason, String what) {
        return new Finding(check, Level.FAULT, what, Cure.of(reason), code(reason));
    }

    /** The command itself was not refused. */
    private static int code(Reason reason) {
        return reason == Reason.CONFIGURATION ? ExitCode.USAGE : ExitCode.TROUBLE;
    }

    /** A line, and another one with the cure. */
    String text() {
        String line = "%-8s %-13s %s".formatted(level.word(), check, Text.line(what));
        return cure.isEmpty() ? line : line + "\n" + " ".repeat(23) + "cure: " + Text.line(cure);
    }

    String json() {
        return Json.object()
                .put("check", check)
                .put("level", level.word())
                .put("what", what)
                .put("cure", cure)
                .text();
    }
}
