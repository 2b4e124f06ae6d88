package org.signet.cli;

import java.io.File;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;
import org.signet.userfile.SecretFile;

/**
 * Who answers when a command needs a secret: the file that an option names for that kind of secret, else whom the
 * configuration names: {@code pin.file}, and a person at the console or by a pinentry program. What is asked of anybody but the command's user is the administrator's.
 */
final class Prompts implements SecretPrompt {
    private final String user;
    private final SecretPrompt configured;
    private final Map<Kind, File> files = new EnumMap<>(Kind.class);
    private Optional<File> administrators = Optional.empty();
    private boolean userAdministers;
    private Optional<String> factory = Optional.empty();

    /**
     * Without a file yet.
     *
     * @param user whom the command is about
     * @param configured is asked where no option names a file: {@code pin.file}, then {@code pin.prompt}
     */
    Prompts(String user, SecretPrompt configured) {
        this.user = user;
        this.configured = configured;
    }

    /** @param file null where the option was not given */
    Prompts with(Kind kind, File file) {
        if (file != null) {
            files.put(kind, file);
        }
        return this;
    }

    /**
     * What is asked of another user is asked of the administrator.
     *
     * @param file with his PIN or passphrase; null where the option was not given
     * @param himself whether the command's user is the administrator
     */
    Prompts withAdministrators(File file, boolean himself) {
        administrators = Optional.ofNullable(file);
        userAdministers = himself;
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
        Optional<File> file = file(request);
        return file.isPresent() ? Optional.of(SecretFile.at(file.get()).read()) : configured.ask(request);
    }

    private Optional<File> file(SecretRequest request) {
        boolean his = request.user().equals(user);
        Optional<File> own = his ? Optional.ofNullable(files.get(request.kind())) : Optional.empty();
        boolean login = request.kind() == Kind.PIN || request.kind() == Kind.PASSPHRASE;
        return own.isEmpty() && login && (!his || userAdministers) ? administrators : own;
    }

    @Override
    public Notice touchAwaited(String token) {
        return configured.touchAwaited(token);
    }
}
