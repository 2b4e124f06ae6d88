package org.signet.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.crypto.SshEncoding;
import org.signet.crypto.SshSignature;
import org.signet.key.KeyAccess;

/** ssh-keygen and openssl believe a file that Signet wrote, and Signet's vectors. */
class StrangersTest {
    private static final String BEGIN = "-----BEGIN SSH SIGNATURE-----";

    @TempDir
    private Path temp;

    @Test
    void sshKeygenVerifiesTheSealOfAFileThatSignetWrote() throws Exception {
        Path file = written();
        String text = Files.readString(file, US_ASCII);
        String body = text.substring(text.indexOf("\nbody: ") + 1, text.lastIndexOf(BEGIN));
        verify("body@signet", body, text.substring(text.lastIndexOf(BEGIN)), 0);
        verify("body@signet", body.replace("bobkey", "bobkez"), text.substring(text.lastIndexOf(BEGIN)), 255);
        verify("accept@signet", body, text.substring(text.lastIndexOf(BEGIN)), 255);
    }

    @Test
    void sshKeygenVerifiesTheAdministratorsSignatureAndTheCardsSealOfTheVector() throws Exception {
        String text;
        try (var in = StrangersTest.class.getResourceAsStream("/userfile-v1/alice.user")) {
            text = new String(in.readAllBytes(), US_ASCII);
        }
        int admin = text.indexOf(BEGIN);
        int end = text.indexOf("\n\n", admin) + 1;
        verify("enrolment@signet", text.substring(0, admin), text.substring(admin, end), 0);
        int seal = text.lastIndexOf(BEGIN);
        verify("body@signet", text.substring(end + 1, seal), text.substring(seal), 0);
    }

    @Test
    void opensslReadsTheCertificateInAFileThatSignetWrote() throws Exception {
        Path file = written();
        assertEquals(0, run(List.of("openssl", "x509", "-in", file.toString(), "-noout", "-subject"), ""));
        assertTrue(Files.readString(temp.resolve("out")).contains("bob"));
    }

    private Path written() {
        Path folder = temp.resolve("signet");
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "bob")) {
            access.create(TestFiles.newKey("bobkey", TestKeys.p256()), TestFiles.call(""));
        }
        return folder.resolve("users").resolve("bob.user");
    }

    private void verify(String namespace, String message, String armour, int expected) throws Exception {
        byte[] blob = SshSignature.unarmour(armour).orElseThrow();
        Path signers = temp.resolve("signers");
        Files.writeString(signers, "signer " + sshKey(blob) + "\n");
        Path signature = temp.resolve("signature");
        Files.writeString(signature, armour);
        List<String> command = List.of(
                "ssh-keygen",
                "-Y",
                "verify",
                "-f",
                signers.toString(),
                "-I",
                "signer",
                "-n",
                namespace,
                "-s",
                signature.toString());
        assertEquals(expected, run(command, message), () -> "ssh-keygen: " + output());
    }

    /** "type base64", as in authorized_keys, of the key in an SSHSIG blob. */
    private static String sshKey(byte[] blob) {
        int length = (blob[10] & 0xFF) << 24 | (blob[11] & 0xFF) << 16 | (blob[12] & 0xFF) << 8 | blob[13] & 0xFF;
        byte[] key = Arrays.copyOfRange(blob, 14, 14 + length);
        String type = key[3] == 11 ? "ssh-ed25519" : "ecdsa-sha2-nistp256";
        assertEquals(type, new String(key, 4, type.length(), US_ASCII));
        assertEquals(length, SshEncoding.enc(key).length - 4);
        return type + " " + Base64.getEncoder().encodeToString(key);
    }

    private int run(List<String> command, String input) throws Exception {
        Path in = temp.resolve("in");
        Files.writeString(in, input, US_ASCII);
        Process process = new ProcessBuilder(command)
                .redirectInput(in.toFile())
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("out").toFile())
                .start();
        assertTrue(process.waitFor(30, TimeUnit.SECONDS), () -> command.get(0) + " does not end");
        return process.exitValue();
    }

    private String output() {
        try {
            return Files.readString(temp.resolve("out"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
