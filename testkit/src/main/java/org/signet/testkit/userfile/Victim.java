package org.signet.testkit.userfile;

import java.util.List;

/**
 * A user's file before somebody without its secrets edits it, and what he may have beside it.
 *
 * @param text the file
 * @param older the same user's file before its last change
 * @param others files of other users, and of the same user in another folder
 */
record Victim(String text, String older, List<String> others) {
    Victim {
        others = List.copyOf(others);
    }

    /** Enrolment, head of the body, each key, seal; each but the last with its blank line. */
    static List<String> parts(String text) {
        return List.of(text.split("(?<=\n\n)"));
    }

    /** Each with its line feed. */
    static List<String> lines(String text) {
        return List.of(text.split("(?<=\n)"));
    }
}
