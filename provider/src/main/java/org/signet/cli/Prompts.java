package org.signet.cli;

import java.io.Console;
import java.io.File;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;
import org.signet.userfile.SecretFile;

/**
 * Who answers when a command needs a secret: the file that an option names for that kind of secret, else a person at the
 * console. What is asked of anybody but the command's user is the administrator's.
 */
final class Prompts implements SecretPrompt {
    private final String user;
    private final Map<Kind, File> files = new EnumMap<>(Kind.class);
    private Optional<File> administrators = Optional.empty();
    private Optional<String> factory = Optional.empty();

    /** @param user whom the command is about */
    Prompts(String user) {
        this.user = user;
    }

    /** @param file null where the option was not given */
    Prompts with(Kind kind, File file) {
        if (file != null) {
            files.put(kind, file);
        }
        return this;
    }

    /** @param file with the administrator's PIN or passphrase; null where the option was not given */
    Prompts withAdministrators(File file) {
        administrators = Optional.ofNullable(file);
        return this;
    }

    /** @param published the factory's, in hex, which is no secret */
    Prompts withManagementKey(String published) {
        factory = Optional.of(published);
        return this;
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        if (request.kind() == Kind.MANAGEMENT_KEY && factory.isPresent()) {
            return factory.map(key -> new Secret(key.toCharArray(), Secret.Origin.PROGRAM));
        }
        Optional<File> own =
                request.user().equals(user) ? Optional.ofNullable(files.get(request.kind())) : Optional.empty();
        Optional<File> file = own.isPresent() || request.kind() == Kind.NEW_PASSPHRASE ? own : administrators;
        return file.isPresent() ? Optional.of(SecretFile.at(file.get()).read()) : console(request);
    }

    private static Optional<Secret> console(SecretRequest request) {
        Console console = System.console();
        if (console == null) {
            return Optional.empty();
        }
        String text = text(request);
        char[] typed = console.readPassword("%s: ", text);
        if (typed == null || typed.length == 0) {
            return Optional.empty();
        }
        try {
            return request.kind() != Kind.NEW_PASSPHRASE || isRepeated(console, text, typed)
                    ? Optional.of(new Secret(typed, Secret.Origin.HUMAN))
                    : Optional.empty();
        } finally {
            Arrays.fill(typed, '\0');
        }
    }

    private static boolean isRepeated(Console console, String text, char[] typed) {
        char[] again = console.readPassword("%s, once more: ", text);
        try {
            boolean same = again != null && Arrays.equals(typed, again);
            if (!same) {
                console.printf("signet: that was another one%n");
            }
            return same;
        } finally {
            if (again != null) {
                Arrays.fill(again, '\0');
            }
        }
    }

    private static String text(SecretRequest request) {
        String what = switch (request.kind()) {
            case PIN -> "PIN of " + request.token();
            case PASSPHRASE -> "Passphrase";
            case NEW_PASSPHRASE -> "New passphrase";
            case MANAGEMENT_KEY -> "Management key (hex) of " + request.token();
            case FACILITY -> "Secret of " + request.token();
        };
        return Text.shown(what + " for " + request.user());
    }
}
