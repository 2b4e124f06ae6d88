package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.card.EmulatedCard;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.piv.EmulatedPivCard;

/** {@code signet card list} where something is not as it should be: each trouble is told apart, with its cure, in one line. */
class FirstContactIT {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeAll
    static void needPcscd() {
        VirtualReader.require(FirstContactIT.class);
        Namespace.require(FirstContactIT.class);
    }

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
    }

    /** What the command says in a namespace of its own, where it ends as "device trouble". */
    private String trouble(String script) {
        String said = Namespace.run(desk, script).ends(3);
        assertEquals(1, said.lines().count(), said);
        assertTrue(said.startsWith("signet: "), said);
        return said;
    }

    @Test
    void noPcscd() {
        String said = trouble("list");
        assertTrue(said.contains("SCARD_E_NO_SERVICE"), said);
        assertTrue(said.contains("pcscd does not run; start it"), said);
    }

    @Test
    void aSocketThatADeadPcscdLeft() {
        String said = trouble(
                "pcscd_runs -c /mnt/no-readers; { kill -KILL $!; wait $!; } 2>/dev/null || :; [ -S /run/pcscd/pcscd.comm ]; list");
        assertTrue(said.contains("pcscd does not run; start it"), said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/run/pcscd/pcscd.comm", "/run/pcscd"})
    void aSocketThatIsClosedToThisUser(String closed) {
        String said = trouble("pcscd_runs -c /mnt/no-readers; chmod 700 " + closed
                + "; setpriv --reuid 65534 --regid 65534 --clear-groups java -jar /mnt/signet.jar card list");
        assertTrue(said.contains("this user may not write to pcscd's socket /run/pcscd/pcscd.comm"), said);
    }

    @Test
    void noReader() {
        String said = trouble("pcscd_runs -c /mnt/no-readers; list");
        assertTrue(said.contains("there is no reader; plug one in"), said);
        assertTrue(!said.contains("scdaemon"), said);
    }

    @Test
    void noReaderAndScdaemonRuns() {
        String said = trouble("pcscd_runs -c /mnt/no-readers; mkdir -m 700 /mnt/gnupg;"
                + " scdaemon=$(gpgconf --list-components | sed -n 's/^scdaemon:[^:]*:\\([^:]*\\).*/\\1/p');"
                + " \"$scdaemon\" --homedir /mnt/gnupg --daemon java -jar /mnt/signet.jar card list 2>&1");
        assertTrue(said.contains("scdaemon runs and may have taken it: gpgconf --kill scdaemon"), said);
    }

    private String listWith(SmartCard card, String... options) {
        VirtualReader reader = VirtualReader.with(card);
        try {
            return list(options);
        } finally {
            reader.close();
        }
    }

    /** With a reader there the command lists, and the trouble stands behind the reader's name. */
    private String list(String... options) {
        List<String> command = new ArrayList<>(List.of(options));
        command.addAll(List.of("-jar", "signet.jar", "card", "list"));
        return desk.jdk("java", command).succeeds();
    }

    @Test
    void anEmptyReader() {
        assertTrue(list().contains("Virtual PCD 00 00: empty\n"));
    }

    @Test
    void aCardThatNoDriverKnows() {
        String said = listWith(new EmulatedCard("Other", true, List.of(), new ApduLog(line -> {})));
        assertTrue(said.contains("no application that is known here (piv): put in another card"), said);
    }

    /** OpenSC's explorer holds it until its input ends. */
    @Test
    void aCardThatAnotherProgramHoldsForItself() throws Exception {
        desk.write("opensc.conf", "app default { reader_driver pcsc { connect_exclusive = true; } }");
        VirtualReader reader =
                VirtualReader.with(EmulatedPivCard.builder().key("9a", "p256").build());
        ProcessBuilder explorer = desk.builder(List.of("opensc-explorer", "--mf", ""));
        explorer.environment().put("OPENSC_CONF", "opensc.conf");
        Process holder = explorer.redirectErrorStream(true).start();
        try {
            await(holder.getInputStream(), "OpenSC []>");
            String said = list();
            assertTrue(said.contains("SCARD_E_SHARING_VIOLATION"), said);
            assertTrue(said.contains("another program holds the card; end it"), said);
            holder.getOutputStream().close();
            holder.waitFor();
            assertTrue(list().contains("piv-9a"), "the card is free again");
        } finally {
            holder.destroyForcibly().waitFor();
            reader.close();
        }
    }

    private static void await(InputStream in, String prompt) throws IOException {
        StringBuilder said = new StringBuilder();
        byte[] next = in.readNBytes(1);
        while (next.length > 0 && !said.toString().endsWith(prompt)) {
            said.append(new String(next, UTF_8));
            next = said.toString().endsWith(prompt) ? next : in.readNBytes(1);
        }
        assertTrue(said.toString().endsWith(prompt), said::toString);
    }

    @Test
    void aCardThatNeverAnswers() {
        Mute mute = new Mute(new EmulatedCard("Mute", true, List.of(), new ApduLog(line -> {})), new CountDownLatch(1));
        VirtualReader reader = VirtualReader.with(mute);
        try {
            String said = list("-Dsignet.card.timeout=1");
            assertTrue(said.contains("did not answer in 1000 ms: take the card out and put it in again"), said);
        } finally {
            mute.end().countDown();
            reader.close();
        }
    }

    /** It powers on, and keeps every command. */
    private record Mute(SmartCard card, CountDownLatch end) implements SmartCard {
        @Override
        public byte[] atr() {
            return card.atr();
        }

        @Override
        public void powerOn() {
            card.powerOn();
        }

        @Override
        public void powerOff() {
            card.powerOff();
        }

        @Override
        public void reset() {
            card.reset();
        }

        @Override
        public byte[] process(byte[] apdu) {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return new byte[] {0x6F, 0};
        }
    }
}
