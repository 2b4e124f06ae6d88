package org.signet;

import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.UserDirectory;
import org.signet.userfile.PinFiles;

/** Whom the configuration names to be asked for a secret that the program did not give. */
final class Prompts {
    private final SignetConfig config;
    private final SecretPrompt person;
    private final Secret.Origin callbacks;

    private Prompts(SignetConfig config, SecretPrompt person, Secret.Origin callbacks) {
        this.config = config;
        this.person = person;
        this.callbacks = callbacks;
    }

    /**
     * Reads {@code pin.prompt} and {@code pin.pinentry}.
     *
     * @param absent the word that counts where none is configured
     * @param callback asks the program's callback handler
     */
    static Prompts of(SignetConfig config, String absent, SecretPrompt callback) {
        String word = config.get("pin.prompt").orElse(absent);
        SecretPrompt person = switch (word) {
            case "none" -> SecretPrompt.NOBODY;
            case "console" -> ConsolePrompt.ofProcess().orElse(SecretPrompt.NOBODY);
            case "pinentry" -> new PinentryPrompt(config.get("pin.pinentry").orElse("pinentry"));
            case "callback" -> callback;
            default -> throw SignetConfig.wrong("pin.prompt is console, pinentry, callback or none, not " + word);
        };
        return new Prompts(config, person, word.equals("callback") ? Secret.Origin.HUMAN : Secret.Origin.PROGRAM);
    }

    /** Whom pin.prompt names. */
    SecretPrompt person() {
        return person;
    }

    /** Who is behind a callback handler. */
    Secret.Origin callbacks() {
        return callbacks;
    }

    /**
     * The files with PINs, then the person.
     *
     * @param user the user of a program that names none
     */
    SecretPrompt behindFiles(String user, UserDirectory directory) {
        Map<String, File> byToken = new HashMap<>();
        config.byToken(SignetConfig.PIN_FILE_OF).forEach((token, file) -> byToken.put(token, new File(file)));
        Optional<File> usual = config.get("pin.file").map(File::new);
        if (usual.isEmpty() && byToken.isEmpty()) {
            return person;
        }
        File state = new File(SignetConfig.directory("XDG_STATE_HOME", ".local/state"), "signet");
        return new PinFiles(new PinFiles.Configured(user, usual, byToken), state, directory, person);
    }
}
