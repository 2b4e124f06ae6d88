package org.signet.testkit.card;

/** A command ends with this status word and no data. */
public final class StatusException extends Exception {
    private static final long serialVersionUID = 1;

    private final int sw;

    public StatusException(int sw) {
        super("%04X".formatted(sw), null, false, false);
        this.sw = sw;
    }

    public int sw() {
        return sw;
    }
}
