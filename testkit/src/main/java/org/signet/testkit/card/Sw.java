package org.signet.testkit.card;

/** Status words of ISO 7816-4, 5.6, with the meaning SP 800-73-4 part 2 gives them. */
public final class Sw {
    public static final int OK = 0x9000;
    public static final int MORE = 0x6100;
    public static final int TRIES_LEFT = 0x63C0;
    public static final int WRONG_LENGTH = 0x6700;
    public static final int NO_LOGICAL_CHANNEL = 0x6881;
    public static final int NO_SECURE_MESSAGING = 0x6882;
    public static final int NO_CHAINING = 0x6884;
    public static final int SECURITY_STATUS = 0x6982;
    public static final int BLOCKED = 0x6983;
    public static final int CONDITIONS = 0x6985;
    public static final int WRONG_DATA = 0x6A80;
    public static final int NOT_FOUND = 0x6A82;
    public static final int NO_SPACE = 0x6A84;
    public static final int WRONG_P1_P2 = 0x6A86;
    public static final int NO_REFERENCE = 0x6A88;
    public static final int NO_INSTRUCTION = 0x6D00;
    public static final int NO_CLASS = 0x6E00;
    public static final int NO_DIAGNOSIS = 0x6F00;

    private Sw() {}
}
