package org.signet.iso7816;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.signet.iso7816.ReaderException.Status;

class ChannelsTest {
    private static final byte[] NONE = {};
    private int sent;

    private static CommandApdu command(int ins, byte[] data, int ne) {
        return new CommandApdu(0x00, ins, 0x3F, 0xFF, data, ne);
    }

    private ApduChannel always(byte[] data, int sw) {
        return command -> {
            sent++;
            return ResponseApdu.of(data, sw);
        };
    }

    @Test
    void longCommandIsAChainOfShortOnes() throws ReaderException {
        byte[] data = new byte[300];
        data[255] = 7;
        ScriptedCard card = new ScriptedCard()
                .expect("10 87 3FFF FF" + "00".repeat(255), "9000")
                .expect("00 87 3FFF 2D 07" + "00".repeat(44) + "00", "0102 9000");
        assertArrayEquals(
                new byte[] {1, 2},
                new CommandChaining(card).transmit(command(0x87, data, 0x100)).data());
        card.assertDone();
    }

    @Test
    void chainEndsWhereTheCardRefuses() throws ReaderException {
        ScriptedCard card = new ScriptedCard().expect("10 87 3FFF FF" + "00".repeat(255), "6884");
        assertEquals(
                0x6884,
                new CommandChaining(card).transmit(command(0x87, new byte[300], 0x100)).sw());
        card.assertDone();
    }

    @Test
    void shortCommandPassesAsItIs() throws ReaderException {
        ScriptedCard card = new ScriptedCard().expect("00 CB 3FFF 01 05 00", "9000");
        new CommandChaining(card).transmit(command(0xCB, new byte[] {5}, 0x100));
        card.assertDone();
    }

    @Test
    void heldBackDataIsFetched() throws ReaderException {
        ScriptedCard card = new ScriptedCard()
                .expect("00 CB 3FFF 00", "01 6102")
                .expect("00 C0 0000 02", "0203 6100")
                .expect("00 C0 0000 00", "04 9000");
        ResponseApdu answer = new GetResponse(card).transmit(command(0xCB, NONE, 0x100));
        assertEquals("01020304", HexFormat.of().formatHex(answer.data()));
        assertEquals(0x9000, answer.sw());
        card.assertDone();
    }

    @Test
    void anErrorAtTheEndOfTheDataStays() throws ReaderException {
        ScriptedCard card =
                new ScriptedCard().expect("00 CB 3FFF 00", "01 6102").expect("00 C0 0000 02", "6F00");
        assertEquals(
                0x6F00, new GetResponse(card).transmit(command(0xCB, NONE, 0x100)).sw());
    }

    @Test
    void moreDataForEverEndsAfterThreeHundredRounds() {
        assertProtocol(new GetResponse(always(new byte[] {1}, 0x6101)), command(0xCB, NONE, 0x100));
        assertEquals(301, sent);
    }

    @Test
    void moreThanSixtyFourKibibytesAreRefused() {
        assertProtocol(new GetResponse(always(new byte[256], 0x6100)), command(0xCB, NONE, 0x100));
        assertEquals(257, sent);
    }

    @Test
    void moreDataWithoutDataIsNoProgress() {
        assertProtocol(new GetResponse(always(NONE, 0x6100)), command(0xCB, NONE, 0x100));
        assertEquals(2, sent);
    }

    @Test
    void wrongLeIsCorrectedOnce() throws ReaderException {
        ScriptedCard card =
                new ScriptedCard().expect("00 CB 3FFF 00", "6C02").expect("00 CB 3FFF 02", "0102 9000");
        assertEquals(2, new GetResponse(card).transmit(command(0xCB, NONE, 0x100)).nr());
        card.assertDone();
    }

    @Test
    void wrongLeForEverIsSentTwiceAndGivenBack() throws ReaderException {
        assertEquals(
                0x6C08,
                new GetResponse(always(NONE, 0x6C08)).transmit(command(0x87, NONE, 0x100)).sw());
        assertEquals(2, sent);
    }

    @Test
    void wrongLeNeverRepeatsWhatCostsATry() throws ReaderException {
        for (int ins : new int[] {0x20, 0x24, 0x2C}) {
            sent = 0;
            new GetResponse(always(NONE, 0x6C08)).transmit(command(ins, new byte[8], 0x100));
            assertEquals(1, sent);
        }
    }

    @Test
    void wrongLeWithoutLeIsGivenBack() throws ReaderException {
        new GetResponse(always(NONE, 0x6C08)).transmit(command(0xCB, new byte[8], CommandApdu.NO_LE));
        assertEquals(1, sent);
    }

    @Test
    void answersLongerThanAskedForAreRefused() {
        for (int length : new int[] {257, 8_193, 60_000}) {
            assertProtocol(new GetResponse(always(new byte[length], 0x9000)), command(0xCB, NONE, 0x100));
        }
    }

    @Test
    void answersWithoutAStatusAreRefused() {
        for (int length = 0; length < 2; length++) {
            byte[] bytes = new byte[length];
            assertEquals(
                    Status.PROTOCOL,
                    assertThrows(ReaderException.class, () -> ResponseApdu.of(bytes))
                            .status());
        }
    }

    private static void assertProtocol(ApduChannel channel, CommandApdu command) {
        ReaderException e = assertThrows(ReaderException.class, () -> channel.transmit(command));
        assertEquals(Status.PROTOCOL, e.status());
    }
}
