package org.signet.testkit.house;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Secrets, and every common spelling in which one of them might lie in a file or a log: raw, hex, base64 at each alignment. */
final class Needles {
    private static final int PIECE = 24; // of a long secret: a part of it in the open is bad enough

    private final Map<String, String> spellings = new LinkedHashMap<>();

    /** @param what for the complaint; short secrets are looked for whole, of a long one each piece of 24 bytes */
    Needles add(String what, byte[] secret) {
        for (byte[] piece : pieces(secret)) {
            spell(what + " raw", latin(piece));
            spell(what + " in hex", HexFormat.of().formatHex(piece));
            spell(what + " in base64", middle(piece, 0));
            spell(what + " in base64 from the second byte", middle(piece, 1));
            spell(what + " in base64 from the third byte", middle(piece, 2));
        }
        return this;
    }

    /** Also as UTF-16, which is how a heap or a careless writer has it. */
    Needles add(String what, String secret) {
        return add(what, secret.getBytes(StandardCharsets.UTF_8))
                .add(what + " UTF-16", secret.getBytes(StandardCharsets.UTF_16LE));
    }

    private static List<byte[]> pieces(byte[] secret) {
        List<byte[]> pieces = new ArrayList<>();
        int size = Math.min(PIECE, secret.length);
        for (int at = 0; at + size <= secret.length; at += size) {
            byte[] piece = new byte[size];
            System.arraycopy(secret, at, piece, 0, size);
            pieces.add(piece);
        }
        return pieces;
    }

    /** The characters that depend on this piece alone, with so many unknown bytes before it. */
    private static String middle(byte[] piece, int before) {
        byte[] shifted = new byte[before + piece.length];
        System.arraycopy(piece, 0, shifted, before, piece.length);
        String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
        int first = before == 0 ? 0 : before + 1;
        return text.substring(first, shifted.length * 8 / 6);
    }

    private void spell(String what, String text) {
        spellings.put(text, what);
        spellings.put(text.toUpperCase(Locale.ROOT), what);
    }

    private static String latin(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** What of the secrets is in there; line breaks of base64 hide nothing. */
    List<String> in(byte[] haystack) {
        String whole = latin(haystack);
        String joined = whole.replace("\n", "").replace("\r", "");
        return spellings.entrySet().stream()
                .filter(n -> whole.contains(n.getKey()) || joined.contains(n.getKey()))
                .map(Map.Entry::getValue)
                .distinct()
                .toList();
    }
}
