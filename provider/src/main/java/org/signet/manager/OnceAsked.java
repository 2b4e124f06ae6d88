package org.signet.manager;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;
import org.signet.key.User;

/** A secret that was asked for before it was known which token's it is; it answers one request, then nobody does. */
final class OnceAsked implements SecretPrompt, AutoCloseable {
    private final SecretPrompt asked;
    private Secret secret;

    private OnceAsked(SecretPrompt asked, Secret secret) {
        this.asked = asked;
        this.secret = Objects.requireNonNull(secret);
    }

    /** @throws KeyAccessException PIN_NEEDED where nobody answers */
    static OnceAsked ask(SecretPrompt prompt, SecretRequest request) {
        return new OnceAsked(prompt, prompt.ask(request).orElseThrow(() -> unanswered(request)));
    }

    static SecretRequest request(User user, String token, boolean passphrase) {
        return new SecretRequest(user.name(), token, passphrase ? Kind.PASSPHRASE : Kind.PIN, OptionalInt.empty());
    }

    static KeyAccessException unanswered(SecretRequest request) {
        String what = request.kind() == Kind.PIN ? "PIN" : "passphrase";
        return new KeyAccessException(
                Reason.PIN_NEEDED,
                "the " + what + " of " + request.token() + " is needed for " + request.user()
                        + " and nobody can be asked: give it to KeyStore.load, or configure a prompt");
    }

    /** 6 to 8 digits. */
    boolean looksLikePin() {
        char[] value = secret.value();
        boolean digits = value.length >= 6 && value.length <= 8;
        for (char c : value) {
            digits &= c >= '0' && c <= '9';
        }
        return digits;
    }

    /** Whether it is the secret that the session accepted. */
    boolean isProvedBy(Session session) {
        return session.proves(secret);
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        Optional<Secret> answer = Optional.ofNullable(secret);
        secret = null;
        return answer;
    }

    @Override
    public Notice touchAwaited(String token) {
        return asked.touchAwaited(token);
    }

    @Override
    public void close() {
        if (secret != null) {
            secret.close();
            secret = null;
        }
    }
}
