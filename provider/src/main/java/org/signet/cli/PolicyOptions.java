package org.signet.cli;

import java.util.ArrayList;
import java.util.List;
import org.signet.key.User;
import picocli.CommandLine.Option;

/** The policy of an enrolment. */
final class PolicyOptions {
    @Option(
            names = "--group",
            paramLabel = "GROUP",
            description = "A group of his, of which a policy (require.card) may speak: a-z, 0-9 and -; several times.")
    private List<String> groups = List.of();

    @Option(
            names = "--require-card",
            description = "He logs in with a card only, and gets no new software key, whatever his groups.")
    private boolean requireCard;

    List<String> words() {
        List<String> words =
                new ArrayList<>(groups.stream().distinct().map(User::groupWord).toList());
        if (requireCard) {
            words.add(User.REQUIRE_CARD);
        }
        return words;
    }
}
