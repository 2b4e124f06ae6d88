package org.signet.iso7816;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.signet.iso7816.ReaderException.Status;

class ExtendedLengthTest {
    private static final String YUBIKEY_5 = "3BFD1300008131FE158073C021C057597562694B657940";
    private static final String SHORT_ONLY = "3B058073C02180";
    private static final String SILENT = "3B00";
    private static final CommandApdu SIGN = new CommandApdu(0, 0x87, 0x07, 0x9A, new byte[266], 0x10000);
    private static final CommandApdu READ = new CommandApdu(0, 0xCB, 0x3F, 0xFF, new byte[5], 0x10000);
    private static final CommandApdu VERIFY = new CommandApdu(0, 0x20, 0, 0x80, new byte[8], CommandApdu.NO_LE);
    private static final String EXTENDED = "0087079A 00010A";
    private static final String READ_EXTENDED = "00CB3FFF 000005";
    private static final String FIRST = "1087079A FF";
    private static final String LAST = "0087079A 0B";

    private final List<String> sent = new ArrayList<>();

    /** A connection whose card answers as a test says. */
    private record Card(String hex, boolean takesExtended, ApduChannel answers) implements CardConnection {
        @Override
        public byte[] atr() {
            return HexFormat.of().parseHex(hex);
        }

        @Override
        public ResponseApdu transmit(CommandApdu command) throws ReaderException {
            return answers.transmit(command);
        }

        @Override
        public void begin() {}

        @Override
        public void end(boolean reset) {}

        @Override
        public void close() {}
    }

    private ExtendedLength to(String atr, boolean takesExtended, ApduChannel answers) {
        Card card = new Card(atr, takesExtended, command -> {
            String hex = HexFormat.of().withUpperCase().formatHex(command.bytes());
            int header = command.isExtended() ? 14 : 10;
            sent.add(hex.substring(0, 8) + " " + hex.substring(8, header));
            return answers.transmit(command);
        });
        ExtendedLength channel = new ExtendedLength(card);
        channel.meet(card);
        return channel;
    }

    private static ApduChannel refusing(int sw) {
        return command -> ResponseApdu.of(new byte[0], command.isExtended() ? sw : StatusWord.OK);
    }

    private static ApduChannel failing(Status status) {
        return command -> {
            if (command.isExtended()) {
                throw new ReaderException(status, "scripted");
            }
            return ResponseApdu.of(new byte[0], StatusWord.OK);
        };
    }

    @Test
    void cardThatTellsItGetsOneApdu() throws ReaderException {
        ExtendedLength channel = to(YUBIKEY_5, true, refusing(StatusWord.OK));
        channel.transmit(SIGN);
        channel.transmit(VERIFY);
        assertEquals(List.of(EXTENDED, "00200080 08"), sent);
    }

    @Test
    void cardThatDeniesItAndConnectionOverT0AreNeverTried() throws ReaderException {
        to(SHORT_ONLY, true, refusing(StatusWord.OK)).transmit(SIGN);
        to(YUBIKEY_5, false, refusing(StatusWord.OK)).transmit(SIGN);
        assertEquals(List.of(FIRST, LAST, FIRST, LAST), sent);
    }

    @Test
    void silentCardIsTriedOnceAndARefusalHoldsForGood() throws ReaderException {
        for (int sw : new int[] {0x6700, 0x6D00, 0x6E00}) {
            sent.clear();
            ExtendedLength channel = to(SILENT, true, refusing(sw));
            assertEquals(StatusWord.OK, channel.transmit(SIGN).sw());
            assertEquals(StatusWord.OK, channel.transmit(SIGN).sw());
            assertEquals(List.of(EXTENDED, FIRST, LAST, FIRST, LAST), sent);
        }
    }

    @Test
    void readerThatRefusesIsAskedOnce() throws ReaderException {
        ExtendedLength channel = to(YUBIKEY_5, true, failing(Status.OTHER));
        channel.transmit(SIGN);
        channel.transmit(SIGN);
        assertEquals(List.of(EXTENDED, FIRST, LAST, FIRST, LAST), sent);
    }

    @Test
    void nothingIsRepeatedWhereTheFailureIsKnownOrExtendedLengthIsProven() throws ReaderException {
        for (Status status : List.of(Status.REMOVED, Status.RESET, Status.TIMEOUT, Status.PROTOCOL)) {
            sent.clear();
            ExtendedLength channel = to(YUBIKEY_5, true, failing(status));
            assertThrows(ReaderException.class, () -> channel.transmit(SIGN));
            assertEquals(List.of(EXTENDED), sent);
        }
        sent.clear();
        ExtendedLength proven = to(YUBIKEY_5, true, command -> {
            if (sent.size() == 2) {
                throw new ReaderException(Status.OTHER, "scripted");
            }
            return ResponseApdu.of(new byte[0], StatusWord.OK);
        });
        proven.transmit(SIGN);
        assertThrows(ReaderException.class, () -> proven.transmit(SIGN));
        assertEquals(List.of(EXTENDED, EXTENDED), sent);
    }

    /** A reader of short APDUs passes 14 bytes of extended length on, and has no room for 276. */
    @Test
    void whatWasProvenByAFewBytesIsTriedOnceWithMore() throws ReaderException {
        ExtendedLength channel = to(YUBIKEY_5, true, command -> {
            if (command.bytes().length > 261) {
                throw new ReaderException(Status.OTHER, "scripted");
            }
            return ResponseApdu.of(new byte[0], StatusWord.OK);
        });
        channel.transmit(READ);
        assertEquals(StatusWord.OK, channel.transmit(SIGN).sw());
        channel.transmit(SIGN);
        assertEquals(List.of(READ_EXTENDED, EXTENDED, FIRST, LAST, FIRST, LAST), sent);
    }

    /** To a card of short APDUs the 00 before a length is an Lc or Le of its own: what it then finds amiss is not the length. */
    @Test
    void refusalOfASilentCardIsDoubtedUntilExtendedLengthIsProven() throws ReaderException {
        for (int sw : new int[] {0x6A80, 0x6A82, 0x6A86, 0x6A87, 0x6A88, 0x6B00, 0x6F00}) {
            sent.clear();
            ExtendedLength channel = to(SILENT, true, refusing(sw));
            assertEquals(StatusWord.OK, channel.transmit(READ).sw());
            assertEquals(StatusWord.OK, channel.transmit(SIGN).sw());
            assertEquals(List.of(READ_EXTENDED, "00CB3FFF 05", FIRST, LAST), sent);
            sent.clear();
            assertEquals(sw, to(YUBIKEY_5, true, refusing(sw)).transmit(READ).sw());
            assertEquals(List.of(READ_EXTENDED), sent);
        }
        sent.clear();
        List<Integer> answers = new ArrayList<>(List.of(0x6A82, 0x6A82, 0x9000, 0x6A82));
        ExtendedLength channel = to(SILENT, true, command -> ResponseApdu.of(new byte[0], answers.remove(0)));
        assertEquals(0x6A82, channel.transmit(READ).sw());
        assertEquals(0x9000, channel.transmit(READ).sw());
        assertEquals(0x6A82, channel.transmit(READ).sw());
        assertEquals(List.of(READ_EXTENDED, "00CB3FFF 05", READ_EXTENDED, READ_EXTENDED), sent);
    }

    @Test
    void answerThatIsNoWordAboutLengthPassesAsItIs() throws ReaderException {
        ExtendedLength channel = to(YUBIKEY_5, true, refusing(0x6982));
        assertEquals(0x6982, channel.transmit(SIGN).sw());
        assertEquals(List.of(EXTENDED), sent);
    }

    @Test
    void anotherApplicationsRefusalTeachesNothing() throws ReaderException {
        List<Integer> answers = new ArrayList<>(List.of(0x6D00, 0x6D00, 0x9000));
        ExtendedLength channel = to(SILENT, true, command -> ResponseApdu.of(new byte[0], answers.remove(0)));
        assertEquals(0x6D00, channel.transmit(SIGN).sw());
        assertEquals(0x9000, channel.transmit(SIGN).sw());
        assertEquals(List.of(EXTENDED, FIRST, EXTENDED), sent);
    }

    @Test
    void whatFollowsTheCapabilitiesOrComesBeforeThemDoesNotHideThem() {
        assertEquals(Optional.of(true), told("3B 88 80 01 80 31 80 73 C0 21 C0 00"));
        assertEquals(Optional.of(false), told("3B 08 00 73 C0 21 80 00 90 00"));
        assertEquals(Optional.empty(), told("3B 03 80 71 C0"));
        assertEquals(Optional.empty(), told("3B 05 10 73 C0 21 C0"));
        assertEquals(Optional.empty(), told("3B 04 80 73 C0 21"));
        assertEquals(Optional.empty(), told("3B FF"));
        assertEquals(Optional.empty(), told("3B"));
    }

    private static Optional<Boolean> told(String atr) {
        return HistoricalBytes.extendedLength(HexFormat.of().parseHex(atr.replace(" ", "")));
    }

    @Property(tries = 500)
    void anyAnswerToResetIsRead(@ForAll @Size(max = 40) byte[] atr) {
        HistoricalBytes.extendedLength(atr);
    }
}
