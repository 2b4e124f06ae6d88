package org.signet.iso7816;

import java.util.OptionalInt;

/** Status words as ISO 7816-4 (5.6, tables 5 and 6) and SP 800-73-4 part 2 name them. */
public final class StatusWord {
    public static final int OK = 0x9000;
    public static final int WRONG_LENGTH = 0x6700;
    public static final int SECURITY_STATUS_NOT_SATISFIED = 0x6982;
    public static final int AUTHENTICATION_METHOD_BLOCKED = 0x6983;
    public static final int CONDITIONS_NOT_SATISFIED = 0x6985;
    public static final int INCORRECT_DATA = 0x6A80;
    public static final int FUNCTION_NOT_SUPPORTED = 0x6A81;
    public static final int FILE_NOT_FOUND = 0x6A82;
    public static final int INCORRECT_P1_P2 = 0x6A86;
    public static final int REFERENCED_DATA_NOT_FOUND = 0x6A88;
    public static final int WRONG_P1_P2 = 0x6B00;
    public static final int INS_NOT_SUPPORTED = 0x6D00;
    public static final int CLA_NOT_SUPPORTED = 0x6E00;

    /** SW1 that says how many bytes GET RESPONSE can fetch. */
    public static final int SW1_MORE_DATA = 0x61;

    /** SW1 that says which Le would have been right. */
    static final int SW1_WRONG_LE = 0x6C;

    private StatusWord() {}

    /** Whether a VERIFY was refused for its value: 63Cx, or 6300 of a card that does not count aloud. */
    public static boolean isWrongSecret(int sw) {
        return sw >> 8 == 0x63;
    }

    /** The tries that 63Cx leaves, and 6301 to 630F of a YubiKey NEO; 6983 leaves none. */
    public static OptionalInt triesLeft(int sw) {
        if (sw == AUTHENTICATION_METHOD_BLOCKED) {
            return OptionalInt.of(0);
        }
        boolean told = (sw & 0xFFF0) == 0x63C0 || sw > 0x6300 && sw <= 0x630F;
        return told ? OptionalInt.of(sw & 0xF) : OptionalInt.empty();
    }
}
