package org.signet.key;

import java.util.Optional;

/** Whom to ask for a PIN or passphrase; always asked on the caller's thread, with no transaction or lock held. */
public interface SecretPrompt {
    /** A prompt with nobody behind it. */
    SecretPrompt NOBODY = request -> Optional.empty();

    /** The answer, which the caller closes; empty where nobody can answer or the person gave up. */
    Optional<Secret> ask(SecretRequest request);

    /** A key of that token wants to be touched now; asks nothing, and returns at once. The caller closes the notice when it is over. */
    default Notice touchAwaited(String token) {
        return Notice.NONE;
    }

    /** What a person is shown, until it is closed. */
    interface Notice extends AutoCloseable {
        /** Nothing that could be taken away again. */
        Notice NONE = () -> {};

        @Override
        void close();
    }
}
