package org.signet.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.smartcardio.Card;
import javax.smartcardio.CardTerminals;
import javax.smartcardio.CommandAPDU;
import javax.smartcardio.TerminalFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.vpcd.VpcdClient;

/**
 * Other people's tools believe the emulated card, through the real pcscd. With {@code -Dsignet.pcsc=required} it fails
 * where there is no pcscd; else it says in a line that it did not run.
 */
class StrangersTest {
    private static final InetSocketAddress VPCD = new InetSocketAddress(InetAddress.getLoopbackAddress(), 35963);
    private static final int ROUNDS = 50;

    private static final EmulatedPivCard CARD = EmulatedPivCard.builder()
            .key("9a", "rsa2048")
            .key("9c", "p256")
            .key("9d", "rsa2048")
            .build();
    private static Optional<VpcdClient> client = Optional.empty();
    private static CompletableFuture<Void> served = CompletableFuture.completedFuture(null);

    @TempDir
    private Path folder;

    @BeforeAll
    static void insertTheCard() throws Exception {
        try {
            requireTool("opensc-tool", "opensc-tool", "-l");
            requireTool("yubico-piv-tool", "yubico-piv-tool", "--version");
            requireTool("openssl", "openssl", "version");
            insert();
        } catch (IOException e) {
            String why = "StrangersTest did not run: " + e.getMessage();
            if ("required".equals(System.getProperty("signet.pcsc"))) {
                fail(why);
            }
            System.out.println(why);
            abort(why);
        }
    }

    private static void requireTool(String name, String... command) throws IOException {
        String said = run(command);
        if (name.equals("opensc-tool") && !said.contains("Virtual PCD")) {
            throw new IOException("pcscd with the readers of vsmartcard-vpcd does not answer");
        }
    }

    private static void insert() throws Exception {
        CountDownLatch on = new CountDownLatch(1);
        VpcdClient inserted = new VpcdClient(VPCD, CARD);
        client = Optional.of(inserted);
        served = CompletableFuture.runAsync(() -> {
            try {
                inserted.serve(on::countDown);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertTrue(on.await(20, TimeUnit.SECONDS), "pcscd does not power the card on");
        TerminalFactory.getInstance("PC/SC", null).terminals().list().get(0).waitForCardPresent(20_000);
    }

    @AfterAll
    static void takeTheCardOut() throws Exception {
        if (client.isPresent()) {
            client.get().close();
        }
        served.get(20, TimeUnit.SECONDS);
    }

    /** Output and error output together; a tool that fails fails the test. */
    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IOException(String.join(" ", command) + " failed: " + said.strip());
            }
        } catch (InterruptedException e) {
            throw new IOException("interrupted", e);
        }
        return said;
    }

    private static String module() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("/usr/lib"), 4)) {
            return files.filter(f -> f.endsWith("opensc-pkcs11.so"))
                    .findFirst()
                    .orElseThrow()
                    .toString();
        }
    }

    private void signWithPkcs11(String id, String mechanism, String... more) throws IOException {
        Path message = Files.write(folder.resolve("message"), new byte[100]);
        Path signature = folder.resolve("signature");
        Path publicKey = folder.resolve("public.pem");
        String[] sign = {
            "pkcs11-tool",
            "--module",
            module(),
            "--login",
            "--pin",
            "123456",
            "--sign",
            "--id",
            id,
            "-m",
            mechanism,
            "-i",
            message.toString(),
            "-o",
            signature.toString()
        };
        run(Stream.concat(Stream.of(sign), Stream.of(more)).toArray(String[]::new));
        Files.writeString(folder.resolve("c.pem"), run("pkcs15-tool", "--read-certificate", id));
        run(
                "openssl",
                "x509",
                "-in",
                folder.resolve("c.pem").toString(),
                "-pubkey",
                "-noout",
                "-out",
                publicKey.toString());
        assertTrue(run(
                        "openssl",
                        "dgst",
                        "-sha256",
                        "-verify",
                        publicKey.toString(),
                        "-signature",
                        signature.toString(),
                        message.toString())
                .contains("Verified OK"));
    }

    @Test
    void openscSeesAPivCard() throws IOException {
        String name = run("opensc-tool", "-n").toLowerCase(Locale.ROOT);
        assertTrue(name.contains("piv") || name.contains("personal identity"), name);
    }

    @Test
    void pkcs15ToolListsThreeCertificates() throws IOException {
        String list = run("pkcs15-tool", "--list-certificates");
        assertEquals(
                3, list.lines().filter(l -> l.startsWith("X.509 Certificate")).count(), list);
    }

    @Test
    void opensslVerifiesWhatPkcs11ToolSignsWithRsa() throws IOException {
        signWithPkcs11("01", "SHA256-RSA-PKCS");
    }

    @Test
    void opensslVerifiesWhatPkcs11ToolSignsWithTheKeyThatWantsThePinEachTime() throws IOException {
        signWithPkcs11("02", "ECDSA-SHA256", "--signature-format", "openssl");
    }

    @Test
    void yubicoPivToolReadsTheStatusAndVerifiesThePin() throws IOException {
        String status = run("yubico-piv-tool", "-r", "Virtual", "-a", "status");
        assertTrue(status.contains("Slot 9a"), status);
        assertTrue(status.matches("(?s).*PIN tries left:\\s*3\\s.*"), status);
        run("yubico-piv-tool", "-r", "Virtual", "-a", "verify-pin", "-P", "123456");
        assertEquals(3, CARD.pinTries());
    }

    @Test
    void anApduThroughPcscdWaitsForNoDelayedAcknowledgement() throws Exception {
        CardTerminals terminals = TerminalFactory.getInstance("PC/SC", null).terminals();
        Card card = terminals.list(CardTerminals.State.CARD_PRESENT).get(0).connect("*");
        long start = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            card.getBasicChannel().transmit(new CommandAPDU(Wire.bytes(Wire.SELECT)));
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        card.disconnect(false);
        assertTrue(millis < ROUNDS * 20, ROUNDS + " APDUs took " + millis + " ms");
    }
}
