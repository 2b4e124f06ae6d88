package org.signet.manager;

import java.util.Optional;
import java.util.OptionalInt;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;

/** A prompt that is asked once for a card's management key and gives it for each key that is written; wiped by close. */
final class ManagementKey implements SecretPrompt, AutoCloseable {
    private final SecretPrompt prompt;
    private Optional<Secret> managementKey = Optional.empty();

    ManagementKey(SecretPrompt prompt) {
        this.prompt = prompt;
    }

    /** @throws KeyAccessException PIN_NEEDED where nobody answers */
    void ask(String user, String token) {
        managementKey = prompt.ask(new SecretRequest(user, token, Kind.MANAGEMENT_KEY, OptionalInt.empty()));
        if (managementKey.isEmpty()) {
            throw new KeyAccessException(
                    Reason.PIN_NEEDED,
                    "writing to " + token + " needs its management key, and nobody was there to give it");
        }
    }

    @Override
    public Optional<Secret> ask(SecretRequest request) {
        return request.kind() == Kind.MANAGEMENT_KEY && managementKey.isPresent()
                ? managementKey.map(Secret::copy)
                : prompt.ask(request);
    }

    @Override
    public Notice touchAwaited(String token) {
        return prompt.touchAwaited(token);
    }

    @Override
    public void close() {
        managementKey.ifPresent(Secret::close);
        managementKey = Optional.empty();
    }
}
