package org.signet.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;
import org.signet.House;
import org.signet.key.ConnectedUser;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet session}: who is connected, in all programs that use this folder. */
@Command(name = "session", description = "The connected users.", mixinStandardHelpOptions = true)
final class SessionCommand {
    @Spec
    private CommandSpec spec;

    /** Whose sessions are meant. */
    static final class Which {
        @Parameters(paramLabel = "ID", description = "The session, or the first digits of its id.")
        private String id;

        @Option(names = "--user", paramLabel = "NAME", description = "All sessions of this user.")
        private String user;

        boolean means(ConnectedUser session) {
            return id == null ? session.user().equals(user) : session.id().startsWith(id);
        }

        @Override
        public String toString() {
            return id == null ? "no session of " + user : "no session " + id;
        }
    }

    @Command(
            name = "list",
            description = "Say who is connected, from where, and by what.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "For programs.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        try (House house = House.open(Optional.empty())) {
            List<ConnectedUser> sessions = house.sessions().list();
            if (json) {
                out.println(Json.array(sessions, SessionCommand::json));
            } else {
                sessions.forEach(session -> out.println(line(session)));
            }
        }
        return ExitCode.DONE;
    }

    @Command(
            name = "end",
            description =
                    "Log a user out of the program that he is connected with; his next operation there is refused.",
            mixinStandardHelpOptions = true)
    int end(@ArgGroup(multiplicity = "1") Which which) {
        try (House house = House.open(Optional.empty())) {
            List<ConnectedUser> meant =
                    house.sessions().list().stream().filter(which::means).toList();
            if (meant.isEmpty()) {
                throw new KeyAccessException(Reason.UNKNOWN, which + " is connected");
            }
            if (which.id != null && meant.size() > 1) {
                throw new KeyAccessException(
                        Reason.REFUSED, meant.size() + " sessions begin with " + which.id + ": give more of the id");
            }
            for (ConnectedUser session : meant) {
                house.sessions().end(session.id());
                spec.commandLine().getOut().println("ended " + line(session));
            }
        }
        return ExitCode.DONE;
    }

    private static String line(ConnectedUser session) {
        String by = session.smartCard() ? "card " + session.token() : session.token();
        return "%s  %-12s uid %d  pid %d  since %s  from %s%s  by %s (%s)%s"
                .formatted(
                        session.id(),
                        Text.shown(session.user()),
                        session.uid(),
                        session.pid(),
                        session.started(),
                        Text.shown(session.host()),
                        session.port().map(port -> ":" + port).orElse("") + " " + Text.shown(session.terminal()),
                        by,
                        session.proof().word(),
                        session.reader().isEmpty() ? "" : " in " + Text.shown(session.reader()));
    }

    private static String json(ConnectedUser session) {
        Json json = Json.object()
                .put("id", session.id())
                .put("user", session.user())
                .putRaw("uid", Long.toString(session.uid()))
                .putRaw("gid", Long.toString(session.gid()))
                .put("host", session.host())
                .put("terminal", session.terminal());
        session.port().ifPresent(port -> json.put("port", port));
        return json.putRaw("pid", Long.toString(session.pid()))
                .put("process", session.process().toString())
                .put("started", session.started().toString())
                .put("smartCard", session.smartCard())
                .put("proof", session.proof().word())
                .put("reader", session.reader())
                .put("token", session.token())
                .putRaw("schemes", Json.strings(session.schemes()))
                .text();
    }
}
