package org.signet.key;

/** What a card, a reader or another program said of itself, made fit to be shown. */
public final class ForeignText {
    private static final int LONGEST = 200;

    private ForeignText() {}

    /** Without what a terminal would obey: controls and direction marks become {@code ?}; at most 200 characters. */
    public static String shown(String foreign) {
        StringBuilder shown = new StringBuilder();
        foreign.codePoints().limit(LONGEST).forEach(c -> shown.appendCodePoint(isPlain(c) ? c : '?'));
        return shown.toString();
    }

    private static boolean isPlain(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> false;
            case Character.SURROGATE, Character.PRIVATE_USE, Character.UNASSIGNED -> false;
            default -> true;
        };
    }
}
