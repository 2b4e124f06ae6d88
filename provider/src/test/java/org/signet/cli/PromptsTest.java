package org.signet.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.SecretRequest;
import org.signet.key.SecretRequest.Kind;

/** Whose secret an option's file holds: the administrator's is sent to nobody else's card. */
class PromptsTest {
    @TempDir
    private Path temp;

    private File secret(String text) throws IOException {
        Path file = Files.writeString(temp.resolve(text), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"))
                .toFile();
    }

    private static Optional<Secret> ask(Prompts prompts, String user, Kind kind) {
        return prompts.ask(new SecretRequest(user, "piv:1", kind, OptionalInt.empty()));
    }

    private static void assertGives(String text, Optional<Secret> answer) {
        try (Secret secret = answer.orElseThrow()) {
            assertArrayEquals(text.toCharArray(), secret.value());
        }
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void theAdministratorsFileAnswersNothingThatIsAskedOfTheUser(Kind kind) throws IOException {
        Prompts prompts = new Prompts("bob", SecretPrompt.NOBODY).withAdministrators(secret("root"), false);
        assertTrue(ask(prompts, "bob", kind).isEmpty());
        assertGives("bobs", ask(prompts.with(kind, secret("bobs")), "bob", kind));
    }

    @Test
    void whatIsAskedOfAnotherIsTheAdministrators() throws IOException {
        Prompts prompts = new Prompts("bob", SecretPrompt.NOBODY)
                .with(Kind.PIN, secret("bobs"))
                .withAdministrators(secret("root"), false);
        assertGives("root", ask(prompts, "root", Kind.PIN));
        assertGives("root", ask(prompts, "root", Kind.PASSPHRASE));
        assertTrue(ask(prompts, "root", Kind.FACILITY).isEmpty());
    }

    @Test
    void theAdministratorWhoIsTheUserMayGiveItByEitherOption() throws IOException {
        Prompts prompts = new Prompts("root", SecretPrompt.NOBODY).withAdministrators(secret("admins"), true);
        assertGives("admins", ask(prompts, "root", Kind.PASSPHRASE));
        assertGives("own", ask(prompts.with(Kind.PASSPHRASE, secret("own")), "root", Kind.PASSPHRASE));
    }
}
