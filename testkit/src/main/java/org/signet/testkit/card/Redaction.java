package org.signet.testkit.card;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which bytes of a command or an answer are secret: PINs and keys on their way in, plaintexts and shared secrets on
 * their way out. Header, Lc, Le and status word are always readable.
 */
final class Redaction {
    /** Bytes {@code from} to {@code to} (exclusive) are secret. */
    record Span(int from, int to) {
        static final Span NONE = new Span(0, 0);
    }

    /** VERIFY, CHANGE REFERENCE DATA, RESET RETRY COUNTER, key import, SET MANAGEMENT KEY. */
    private static final Set<Integer> SECRET_COMMANDS = Set.of(0x20, 0x24, 0x2C, 0xFE, 0xFF);

    private static final int GENERAL_AUTHENTICATE = 0x87;
    private static final int PUT_DATA = 0xDB;
    private static final int PSO = 0x2A;
    private static final int PSO_DECIPHER = 0x8086;
    private static final int GET_RESPONSE = 0xC0;
    private static final int MANAGEMENT_KEY = 0x9B;

    private final ByteArrayOutputStream chain = new ByteArrayOutputStream();
    private byte[] request = {};
    private int header;
    private boolean answerIsSecret;

    Span ofCommand(byte[] apdu) {
        int[] data = dataOf(apdu);
        if (apdu.length >= 4 && (apdu[1] & 0xFF) != GET_RESPONSE) {
            follow(apdu, data);
        }
        return isSecretCommand() && apdu.length >= 4 ? new Span(data[0], data[1]) : Span.NONE;
    }

    Span ofAnswer(byte[] answer) {
        answerIsSecret |= holdsPlaintext(answer);
        return answerIsSecret && answer.length > 2 ? new Span(0, answer.length - 2) : Span.NONE;
    }

    /** Joins a chain, since the tag that tells an agreement from a signature may stand in an earlier part. */
    private void follow(byte[] apdu, int[] data) {
        int now = (apdu[1] & 0xFF) << 16 | (apdu[2] & 0xFF) << 8 | apdu[3] & 0xFF;
        if (now != header) {
            chain.reset();
        }
        header = now;
        chain.write(apdu, data[0], data[1] - data[0]);
        request = chain.toByteArray();
        if ((apdu[0] & 0x10) == 0) {
            chain.reset();
        }
        answerIsSecret = answersSecret();
    }

    private int ins() {
        return header >> 16;
    }

    private boolean isSecretCommand() {
        int p1p2 = header & 0xFFFF;
        return SECRET_COMMANDS.contains(ins())
                || ins() == PUT_DATA && p1p2 == 0x3FFF
                || ins() == GENERAL_AUTHENTICATE && (p1p2 & 0xFF) == MANAGEMENT_KEY;
    }

    /** Key management keys decrypt and agree (SP 800-73-4 part 1, table 4b), and tag 85 always agrees. */
    private boolean answersSecret() {
        if (ins() == PSO) {
            return (header & 0xFFFF) == PSO_DECIPHER;
        }
        int slot = header & 0xFF;
        boolean keyManagement = slot == 0x9D || slot >= 0x82 && slot <= 0x95;
        return ins() == GENERAL_AUTHENTICATE
                && (keyManagement || holds(request, 0x85).isPresent());
    }

    /** A raw RSA result 00 02 … is a PKCS#1 v1.5 plaintext (RFC 8017, 7.2.1), whatever key made it. */
    private boolean holdsPlaintext(byte[] answer) {
        if (ins() != GENERAL_AUTHENTICATE || answer.length < 16) {
            return false;
        }
        int value = valueAt(answer, valueAt(answer, 0)); // 7C, then 82
        return value < answer.length - 1 && answer[value] == 0 && answer[value + 1] == 2;
    }

    private static int valueAt(byte[] bytes, int tagAt) {
        if (tagAt + 1 >= bytes.length) {
            return bytes.length;
        }
        int length = bytes[tagAt + 1] & 0xFF;
        return tagAt + 2 + (length > 0x80 ? length & 0x7F : 0);
    }

    private static Optional<byte[]> holds(byte[] template, int tag) {
        try {
            List<Tlv> outer = Tlv.parse(template);
            return outer.isEmpty()
                    ? Optional.empty()
                    : Tlv.find(Tlv.parse(outer.get(0).value()), tag);
        } catch (StatusException e) {
            return Optional.empty(); // the card refuses it too, with a bare status
        }
    }

    /** Start and end of the data; a command whose lengths do not add up is data to its end. */
    private static int[] dataOf(byte[] apdu) {
        if (apdu.length <= 5) {
            return new int[] {apdu.length, apdu.length};
        }
        boolean extended = apdu[4] == 0 && apdu.length >= 7;
        int start = extended ? 7 : 5;
        int lc = extended ? (apdu[5] & 0xFF) << 8 | apdu[6] & 0xFF : apdu[4] & 0xFF;
        int rest = apdu.length - start - lc;
        boolean sane = lc > 0 && (rest == 0 || rest == (extended ? 2 : 1));
        return new int[] {start, sane ? start + lc : apdu.length};
    }
}
