package org.signet.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.signet.House;
import org.signet.card.CardAdministration.CardView;
import org.signet.card.CardAdministration.KeyView;
import org.signet.card.CardAdministration.ReaderView;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code signet card}: what is asked of the cards themselves. */
@Command(
        name = "card",
        description = "The smart cards in the readers.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = CardVerifyCommand.class)
final class CardCommand {
    @Spec
    private CommandSpec spec;

    @Command(
            name = "list",
            description = "Say which reader holds which card with which keys, without a PIN.",
            mixinStandardHelpOptions = true)
    int list(@Option(names = "--json", description = "For programs.") boolean json) {
        PrintWriter out = spec.commandLine().getOut();
        try (House house = House.open(Optional.empty())) {
            List<ReaderView> readers = house.cards().list();
            if (json) {
                out.println(Json.array(readers, CardCommand::json));
            } else {
                readers.forEach(reader -> print(out, reader));
            }
        }
        return ExitCode.DONE;
    }

    private static void print(PrintWriter out, ReaderView reader) {
        out.println(Text.shown(reader.reader())
                + (reader.cardPresent() ? "" : ": empty")
                + reader.trouble().map(t -> ": " + Text.shown(t)).orElse(""));
        for (CardView card : reader.cards()) {
            out.println("  " + card.token() + tries(card.triesLeft()));
            card.keys().forEach(key -> out.println("    " + line(key)));
        }
    }

    private static String tries(OptionalInt left) {
        if (left.isEmpty()) {
            return "";
        }
        return switch (left.getAsInt()) {
            case 0 -> ", its PIN is blocked: unblock it with the PUK";
            case 1 -> ", 1 PIN try left: only a person at a prompt may spend it";
            default -> ", " + left.getAsInt() + " PIN tries left";
        };
    }

    private static String line(KeyView key) {
        String certificate = key.certificate()
                .map(c -> "until " + end(key) + "  "
                        + Text.shown(c.getSubjectX500Principal().getName()))
                .orElse("without a certificate");
        return "%-8s %-8s %s".formatted(key.key().aliases().get(0), kind(key), certificate);
    }

    private static String kind(KeyView key) {
        return Text.kind(key.key().publicKey());
    }

    private static String end(KeyView key) {
        return key.certificate()
                .map(c -> LocalDate.ofInstant(c.getNotAfter().toInstant(), ZoneOffset.UTC)
                        .toString())
                .orElse("");
    }

    private static String json(ReaderView reader) {
        return Json.object()
                .put("reader", reader.reader())
                .put("cardPresent", reader.cardPresent())
                .put("trouble", reader.trouble().orElse(""))
                .putRaw("cards", Json.array(reader.cards(), CardCommand::json))
                .text();
    }

    private static String json(CardView card) {
        Json json = Json.object().put("token", card.token());
        card.triesLeft().ifPresent(n -> json.put("pinTriesLeft", n));
        return json.putRaw("keys", Json.array(card.keys(), CardCommand::json)).text();
    }

    private static String json(KeyView key) {
        return Json.object()
                .put("alias", key.key().aliases().get(0))
                .put("kind", kind(key))
                .put("id", key.key().id().hex())
                .put(
                        "subject",
                        key.certificate()
                                .map(c -> c.getSubjectX500Principal().getName())
                                .orElse(""))
                .put(
                        "notAfter",
                        key.certificate()
                                .map(c -> c.getNotAfter().toInstant().toString())
                                .orElse(""))
                .text();
    }
}
