package org.signet.testkit.recorder;

import java.util.HexFormat;
import java.util.List;

/**
 * A command and its answer as a trace has them: hex, and {@code XX} for each byte that was left out.
 *
 * @param answer empty where none came
 */
record Exchange(String command, String answer) {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final int STATUS = 4;

    boolean isGetResponse() {
        return instruction().equals("C0");
    }

    String instruction() {
        return command.substring(2, 4);
    }

    /** A byte that was left out may have been any. */
    boolean isOf(byte[] sent) {
        return matches(command, HEX.formatHex(sent));
    }

    /** The same but for how much is expected (ISO 7816-4, 5.2), which a reader or another program may say differently. */
    boolean isOfButForLe(byte[] sent) {
        String said = HEX.formatHex(sent);
        return forms(command).stream().anyMatch(form -> forms(said).stream().anyMatch(other -> matches(form, other)));
    }

    /** Without an Le of one byte or two, if there is one. */
    private static List<String> forms(String command) {
        int bytes = command.length() / 2;
        if (bytes <= 5) {
            return List.of(command.substring(0, 8));
        }
        int lc = Integer.parseInt(command.substring(8, 10), 16);
        return bytes == 6 + lc ? List.of(command.substring(0, command.length() - 2)) : List.of(command);
    }

    private static boolean matches(String recorded, String sent) {
        return recorded.length() == sent.length() && sent.matches(recorded.replace("XX", ".."));
    }

    /**
     * What the card answers now. An object that was left out is one that is not there, since half of it would be taken for
     * damaged; a byte that was left out of the rest is 00.
     */
    byte[] played() {
        if (answer.isEmpty()) {
            return HEX.parseHex("6F00");
        }
        String data = answer.substring(0, answer.length() - STATUS);
        boolean leftOut = !data.isEmpty() && data.replace("XX", "").isEmpty();
        return HEX.parseHex(leftOut && !isGetResponse() ? "6A82" : answer.replace("XX", "00"));
    }
}
