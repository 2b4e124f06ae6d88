package org.signet.userfile;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.UserDirectory;

/**
 * The configured files that hold PINs, asked before anybody else: {@code pin.file} serves the program's own user's only card,
 * {@code pin.file.<token>} any token. A file that its token refused serves nobody until it changes.
 */
public final class PinFiles implements SecretPrompt {
    private static final Map<SecretRequest.Kind, String> SERVED = Map.of(
            SecretRequest.Kind.PIN, "PIN",
            SecretRequest.Kind.PASSPHRASE, "passphrase",
            SecretRequest.Kind.FACILITY, "secret");

    private final Configured files;
    private final UserDirectory directory;
    private final RefusedFiles refused;
    private final SecretPrompt next;

    /**
     * What is configured.
     *
     * @param user the user of a program that names none
     * @param usual {@code pin.file}
     * @param byToken {@code pin.file.<token>}
     */
    public record Configured(String user, Optional<File> usual, Map<String, File> byToken) {
        public Configured {
            Objects.requireNonNull(user);
            Objects.requireNonNull(usual);
            byToken = Map.copyOf(byToken);
        }
    }

    /**
     * Touches nothing until it is asked.
     *
     * @param state the folder where it is kept which file was refused
     * @param directory says which cards a user has
     * @param next is asked where no file serves
     */
    public PinFiles(Configured files, File state, UserDirectory directory, SecretPrompt next) {
        this.files = Objects.requireNonNull(files);
        this.directory = Objects.requireNonNull(directory);
        this.refused = new RefusedFiles(state.toPath(), new LocalDisk());
        this.next = Objects.requireNonNull(next);
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        Optional<SecretFile> file = file(request).map(SecretFile::at);
        return file.isPresent() ? read(file.get(), request) : next.ask(request);
    }

    @Override
    public Notice touchAwaited(String token) {
        return next.touchAwaited(token);
    }

    private Optional<File> file(SecretRequest request) {
        if (!SERVED.containsKey(request.kind())) {
            return Optional.empty();
        }
        File own = files.byToken().get(request.token());
        if (own != null) {
            boolean shared = request.token().equals("file") && !request.user().equals(files.user());
            return shared ? Optional.empty() : Optional.of(own); // each user has a token "file"
        }
        return files.usual().filter(f -> isOnlyCard(request));
    }

    private boolean isOnlyCard(SecretRequest request) {
        boolean card =
                request.kind() == SecretRequest.Kind.PIN && request.token().indexOf(':') > 0;
        return card
                && request.user().equals(files.user())
                && directory
                        .user(request.user())
                        .map(u -> u.cardTokens().equals(List.of(request.token())))
                        .orElse(true);
    }

    private Optional<Secret> read(SecretFile file, SecretRequest request) {
        SharedTry held = refused.begin(file.path(), request.token());
        try {
            FileState state = file.state();
            if (!refused.isRefused(file.path(), state, request.token())) {
                return Optional.of(file.read(state, fate(held, file, state, request.token())));
            }
        } catch (RuntimeException e) {
            held.close();
            throw e;
        }
        held.close();
        return next.ask(request).or(() -> {
            throw new KeyAccessException(
                    Reason.PIN_WRONG,
                    request.token() + " refused the " + SERVED.get(request.kind()) + " in " + file.path()
                            + " before, and the file has not changed since: it was not tried again");
        });
    }

    private Secret.Fate fate(SharedTry held, SecretFile file, FileState state, String token) {
        return new Secret.Fate() {
            @Override
            public void refused() {
                refused.refuse(file.path(), state, token);
            }

            @Override
            public void closed() {
                held.close();
            }
        };
    }
}
