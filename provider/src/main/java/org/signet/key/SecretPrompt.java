package org.signet.key;

import java.util.Optional;

/** Whom to ask for a PIN or passphrase; always asked on the caller's thread, with no transaction or lock held. */
public interface SecretPrompt {
    /** A prompt with nobody behind it. */
    SecretPrompt NOBODY = request -> Optional.empty();

    /** The answer, which the caller closes; empty where nobody can answer or the person gave up. */
    Optional<Secret> ask(SecretRequest request);

    /** A key waits to be touched. */
    default void touchAwaited(String token) {}
}
