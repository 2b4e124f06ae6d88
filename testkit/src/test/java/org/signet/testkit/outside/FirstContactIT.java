package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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
import org.signet.testkit.card.CardAround;
import org.signet.testkit.card.EmulatedCard;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.ReaderTurn;

/** {@code signet card list} where something is not as it should be: each trouble is told apart, with its cure, in one line. */
class FirstContactIT {
    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeAll
    static void needPcscd() {
        Pcscd.require(FirstContactIT.class);
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
        String said = trouble(
                "pcscd_runs -c /mnt/no-readers; chmod 700 " + closed
                        + "; setpriv --reuid 65534 --regid 65534 --clear-groups java -XX:TieredStopAtLevel=1 -jar /mnt/signet.jar card list");
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
        String said = trouble(
                "pcscd_runs -c /mnt/no-readers; mkdir -m 700 /mnt/gnupg;"
                        + " scdaemon=$(gpgconf --list-components | sed -n 's/^scdaemon:[^:]*:\\([^:]*\\).*/\\1/p');"
                        + " \"$scdaemon\" --homedir /mnt/gnupg --daemon java -XX:TieredStopAtLevel=1 -jar /mnt/signet.jar card list 2>&1");
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
        ReaderTurn.take();
        try {
            assertTrue(list().contains("Virtual PCD 00 00: empty\n"));
        } finally {
            ReaderTurn.end();
        }
    }

    @Test
    void aCardThatNoDriverKnows() {
        String said = listWith(new EmulatedCard("Other", true, List.of(), new ApduLog(line -> {})));
        assertTrue(said.contains("no application that is known here (piv): put in another card"), said);
    }

    /** OpenSC's explorer holds it until its input ends; with a pcscd of its own, for this JVM may hold cards that are gone. */
    @Test
    void aCardThatAnotherProgramHoldsForItself() throws IOException {
        Files.copy(Checkout.TESTKIT, desk.at("testkit.jar"));
        desk.write("opensc.conf", "app default { reader_driver pcsc { connect_exclusive = true; } }");
        String script = """
                ip link set lo up; pcscd_runs; mkfifo input
                java -XX:TieredStopAtLevel=1 -jar testkit.jar piv --vpcd 127.0.0.1:35963 --key 9a=p256 >card 2>&1 &
                for _ in $(seq 200); do if grep -q ready card; then break; fi; sleep 0.05; done
                OPENSC_CONF=opensc.conf opensc-explorer --mf "" <input >explorer 2>&1 &
                explorer=$!; exec 7>input
                for _ in $(seq 200); do if grep -q '>' explorer; then break; fi; sleep 0.05; done
                list; java -XX:TieredStopAtLevel=1 -jar /mnt/signet.jar doctor || echo doctor ends with $?
                echo then; exec 7>&-; wait $explorer; list
                """;
        String said = Namespace.run(desk, script).succeeds();
        int then = said.indexOf("then\n");
        String held = "(SCARD_E_SHARING_VIOLATION): another program holds the card; end it";
        assertTrue(said.substring(0, then).contains(held), said);
        assertTrue(said.contains("cure: another program holds the card; end it or wait for it"), said);
        assertTrue(said.matches("(?s).*also using PC/SC[^\n]*: .*opensc-explorer \\(process \\d+\\).*"), said);
        assertTrue(said.contains("\n1 fault\ndoctor ends with 3\n"), said);
        assertTrue(said.substring(then).contains("piv-9a"), said);
    }

    @Test
    void aCardThatNeverAnswers() {
        Mute mute = new Mute(new EmulatedCard("Mute", true, List.of(), new ApduLog(line -> {})), new CountDownLatch(1));
        VirtualReader reader = VirtualReader.with(mute);
        try {
            String said = list("-Dsignet.card.timeout=1");
            assertTrue(said.contains("did not answer in 1000 ms: take the card out and put it in again"), said);
        } finally {
            mute.end.countDown();
            Pcscd.awaitNobodyElse();
            reader.close();
        }
    }

    /** It powers on, and keeps every command. */
    private static final class Mute extends CardAround {
        private final CountDownLatch end;

        Mute(SmartCard card, CountDownLatch end) {
            super(card);
            this.end = end;
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
