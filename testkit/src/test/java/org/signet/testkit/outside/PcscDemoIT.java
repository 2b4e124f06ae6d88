package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;

/** The main job with the card in the machine's reader; the test is the hand that takes the card out and puts it in. */
class PcscDemoIT {
    private static final String PIN = "73915286";

    @TempDir
    private Path folder;

    private final EmulatedPivCard card = EmulatedPivCard.builder()
            .pin(PIN)
            .key("9a", "rsa2048")
            .key("9c", "p256")
            .key("9d", "rsa2048")
            .build();
    private Desk desk;
    private VirtualReader reader;

    @BeforeAll
    static void needPcscd() {
        Pcscd.require(PcscDemoIT.class);
    }

    @BeforeEach
    void insertTheCard() throws IOException {
        desk = new Desk(folder);
        reader = VirtualReader.with(card);
    }

    @AfterEach
    void takeTheCardOut() {
        reader.close();
    }

    private Process start() throws IOException {
        List<String> command = List.of(
                Checkout.tool("java"),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                Checkout.TESTKIT.toString(),
                "demo",
                "--pcsc",
                "--pin-file",
                "pin",
                "--out",
                "out");
        return desk.builder(command).redirectErrorStream(true).start();
    }

    /** @return the exit code and what was said, the card having been moved as was asked */
    private Ran play() throws Exception {
        Process demo = start();
        StringBuilder said = new StringBuilder();
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(demo.getInputStream(), UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                said.append(line).append('\n');
                obey(line);
            }
        }
        return new Ran(List.of("demo --pcsc"), demo.waitFor(), said.toString());
    }

    private void obey(String line) {
        if (line.contains(">>> take the card out")) {
            reader.remove();
        } else if (line.contains(">>> put the card in")) {
            reader.insert();
        }
    }

    @Test
    void figure3IsPlayedWithTheCardInTheReader() throws Exception {
        desk.write("pin", PIN);
        String said = play().succeeds();
        assertTrue(said.contains("Virtual PCD"), said);
        List<String> lines = said.lines().toList();
        assertTrue(lines.get(lines.size() - 1).startsWith("Verified: 5 signatures"), said);
        assertEquals(3, card.pinTries());
        List<String> log = Files.readAllLines(desk.at("out/apdu.log"));
        assertTrue(log.stream().anyMatch(l -> l.equals("> 0020008008" + "XX".repeat(8))), log::toString);
        desk.run(
                        "openssl",
                        "cms",
                        "-verify",
                        "-inform",
                        "DER",
                        "-binary",
                        "-in",
                        "out/a-to-b.p7s",
                        "-CAfile",
                        "out/alice.pem",
                        "-purpose",
                        "any",
                        "-out",
                        "read")
                .succeeds();
        assertEquals(-1, Files.mismatch(desk.at("read"), desk.at("out/message.txt")));
        desk.run("grep", "-rE", PIN + "|" + HexFormat.of().formatHex(PIN.getBytes(UTF_8)), "out")
                .ends(1); // nothing found
    }

    @Test
    void aWrongPinIsOneTryAndARefusal() throws Exception {
        desk.write("pin", "000000");
        String said = play().ends(1);
        assertTrue(said.contains("2 tries left"), said);
        assertFalse(said.contains("\tat "), said);
        assertEquals(2, card.pinTries());
    }

    @Test
    void noCardIsTroubleThatSaysSo() throws Exception {
        desk.write("pin", PIN);
        reader.remove();
        String said = play().ends(3);
        assertTrue(said.contains("card"), said);
        assertFalse(said.contains("\tat "), said);
    }
}
