package org.signet.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.KeyAccessException;
import org.signet.key.User;
import org.signet.key.UserDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code signet user list}. One user's damaged file does not hide the others. */
@Command(
        name = "list",
        description = "List the users, with where their keys go and how they log in; nobody's secret is needed.",
        mixinStandardHelpOptions = true)
final class UserListCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Option(names = "--from", paramLabel = "NAME", description = "Begin with this one, or the next after it.")
    private String from = "";

    @Option(names = "--limit", paramLabel = "N", description = "List at most so many.")
    private int limit = Integer.MAX_VALUE;

    @Override
    public Integer call() {
        List<String> troubles = new ArrayList<>();
        try (House house = House.open(Optional.empty())) {
            UserDirectory directory = house.administration().directory();
            List<String> page = directory.users().stream()
                    .filter(name -> name.compareTo(from) >= 0)
                    .limit(Math.max(limit, 0))
                    .toList();
            PrintWriter out = spec.commandLine().getOut();
            List<String> lines = new ArrayList<>();
            page.forEach(name -> lines.addAll(lines(directory, name, troubles)));
            if (json) {
                out.println(Json.array(lines, line -> line));
            } else {
                lines.forEach(out::println);
            }
        }
        troubles.forEach(trouble -> spec.commandLine().getErr().println("signet: " + trouble));
        return troubles.isEmpty() ? ExitCode.DONE : ExitCode.TROUBLE;
    }

    private List<String> lines(UserDirectory directory, String name, List<String> troubles) {
        try {
            Optional<User> user = directory.user(name);
            return user.stream()
                    .map(u -> json
                            ? UserText.json(u, directory.keys(name).size())
                            : UserText.line(u, directory.keys(name).size()))
                    .toList();
        } catch (KeyAccessException e) {
            troubles.add(Text.shown(name) + ": " + e.getMessage());
            return List.of();
        }
    }
}
