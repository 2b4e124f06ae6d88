package org.signet.userfile;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.signet.key.KeyAccessException;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;

/** One of many processes that have the same file with a PIN. */
public final class PinFileMain {
    private PinFileMain() {}

    /** Arguments: the folder, and what the card would say. */
    public static void main(String[] args) throws Exception {
        Path temp = Path.of(args[0]);
        SecretPrompt prompt = PinFilesTest.prompt(
                temp, temp.resolve("state"), Optional.of(temp.resolve("pin")), Map.of(), SecretPrompt.NOBODY);
        try (Secret pin = prompt.ask(PinFilesTest.pin("bob", "piv:12345678")).orElseThrow()) {
            Path trying = Files.createFile(temp.resolve("trying")); // fails if another process is at it
            TimeUnit.MILLISECONDS.sleep(20); // what a card takes
            if (args[1].equals("refused")) {
                pin.refused();
            }
            Files.delete(trying);
            System.out.println(args[1]);
        } catch (KeyAccessException e) {
            System.out.println(e.reason());
        }
    }
}
