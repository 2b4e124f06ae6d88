package org.signet.cli;

import java.io.File;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.Custody;
import org.signet.key.KeyRecord;
import org.signet.key.SecretRequest.Kind;
import org.signet.manager.Move;
import org.signet.manager.MovePlan;
import org.signet.manager.MoveRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet user move}: from the file to a card and back. */
@Command(
        name = "move",
        description = "Move a user's keys to a card, or back to the file; programs that hold them go on.",
        mixinStandardHelpOptions = true)
final class UserMoveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "NAME")
    private String name;

    @Option(
            names = "--to",
            required = true,
            paramLabel = "card|file",
            description = "Where his keys are used from then on, and where new ones go.")
    private Custody to;

    @Option(
            names = "--key",
            paramLabel = "ALIAS[=SLOT]",
            description =
                    "Which key, and for a card which slot (9a, 9c, 9d, 9e, 82 to 95); several times. Without it all his keys"
                            + " move, each to the first free slot.")
    private List<String> keys = List.of();

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description =
                    "A PKCS#12, JKS or PEM file with the keys that the file keeps no copy of, for a move to the file.")
    private File from;

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "Holds the password of that file; 0600. Without it a person is asked, where one is needed.")
    private File passwordFile;

    @Mixin
    private CardOption card;

    @Mixin
    private ManagementKeyOption managementKey;

    @Option(
            names = "--generate",
            description =
                    "Have the card make new keys; they need new certificates, and the old keys stay where they are.")
    private boolean generate;

    @Option(
            names = "--destroy",
            description = "Destroy the software keys in the file afterwards; without it they stay there, never used.")
    private boolean destroy;

    @Option(names = "--force", description = "Though a key cannot do there what its certificate says.")
    private boolean force;

    @Mixin
    private OverwriteOption overwrite;

    @Mixin
    private SecretOptions secrets;

    @Mixin
    private Question question;

    @Override
    public Integer call() {
        try (House house = House.open(Optional.empty())) {
            Move move = house.move();
            MovePlan plan = move.plan(request());
            PrintWriter err = spec.commandLine().getErr();
            MoveText.plan(plan).forEach(err::println);
            question.confirm(spec, MoveText.losses(plan));
            List<KeyRecord> moved = move.perform(plan, prompts(house), MoveText.progress(err));
            MoveText.outcome(plan, moved).forEach(spec.commandLine().getOut()::println);
        }
        return ExitCode.DONE;
    }

    private MoveRequest request() {
        MoveRequest request =
                new MoveRequest(name, to, keys(), card.serial(), generate, force, overwrite.isGiven(), destroy);
        return from == null ? request : request.withKeysFrom(KeyFile.facility(from));
    }

    private Prompts prompts(House house) {
        return managementKey.of(secrets.of(house, name)).with(Kind.FACILITY, passwordFile);
    }

    private Map<String, String> keys() {
        Map<String, String> wanted = new LinkedHashMap<>();
        for (String key : keys) {
            int equals = key.lastIndexOf('=');
            String alias = equals < 0 ? key : key.substring(0, equals);
            if (alias.isEmpty() || wanted.put(alias, equals < 0 ? "" : slot(key.substring(equals + 1))) != null) {
                throw usage("--key is ALIAS or ALIAS=SLOT, each alias once; not " + Text.shown(key));
            }
        }
        return wanted;
    }

    private String slot(String text) {
        if (!text.matches("[0-9A-Fa-f]{2}")) {
            throw usage("a slot is 9a, 9c, 9d, 9e or 82 to 95, not " + Text.shown(text));
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private ParameterException usage(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
