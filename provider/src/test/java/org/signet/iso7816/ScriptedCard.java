package org.signet.iso7816;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Locale;

/** A card that expects exactly these commands, in this order, and answers each as the script says. */
final class ScriptedCard implements ApduChannel {
    private final Deque<String[]> script = new ArrayDeque<>();

    /** @param command and answer in hex; spaces are for reading */
    ScriptedCard expect(String command, String answer) {
        script.add(new String[] {hex(command), hex(answer)});
        return this;
    }

    @Override
    public ResponseApdu transmit(CommandApdu command) throws ReaderException {
        assertFalse(script.isEmpty(), "nothing more was expected, not even " + command);
        String[] step = script.remove();
        assertEquals(step[0], HexFormat.of().formatHex(command.bytes()));
        return ResponseApdu.of(HexFormat.of().parseHex(step[1]));
    }

    void assertDone() {
        assertTrue(script.isEmpty(), () -> "not sent: " + Arrays.toString(script.element()));
    }

    private static String hex(String text) {
        return text.replace(" ", "").toLowerCase(Locale.ROOT);
    }
}
