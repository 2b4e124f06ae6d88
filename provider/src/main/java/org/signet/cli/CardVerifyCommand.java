package org.signet.cli;

import java.io.File;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.signet.House;
import org.signet.key.Call;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest.Kind;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code signet card verify}: a person spends one PIN try, the last one too, which no program may. */
@Command(
        name = "verify",
        description = "Have a card check its PIN, by one try. A person may spend the last one; a file may not.",
        mixinStandardHelpOptions = true)
final class CardVerifyCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Parameters(arity = "0..1", paramLabel = "SERIAL", description = "Which card, where several are in the readers.")
    private String serial;

    @Option(names = "--pin-file", paramLabel = "FILE", description = "Holds the PIN; 0600.")
    private File pinFile;

    @Mixin
    private Question question;

    @Override
    public Integer call() {
        try (House house = House.open(Optional.empty())) {
            String token = Known.card(house.administration(), serial);
            OptionalInt tries = house.cards().triesLeft(token);
            if (tries.equals(OptionalInt.of(1))) {
                question.confirm(spec, List.of("The last PIN try of " + token + ": a wrong PIN blocks it."));
            }
            SecretPrompt prompt = new Prompts("", house.person()).with(Kind.PIN, pinFile);
            house.cards().verify(token, Call.of(prompt, house.atMost()));
            spec.commandLine().getOut().println(token + ": the PIN is right, and all its tries are there again");
        }
        return ExitCode.DONE;
    }
}
