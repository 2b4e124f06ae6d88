package org.signet.card;

/** A card answered a command with something else than 9000: which step, and which status word. */
public final class CardRefusal extends Exception {
    private static final long serialVersionUID = 1;

    private final String step;
    private final int sw;

    /** @param step for instance {@code GENERAL AUTHENTICATE 9a} */
    public CardRefusal(String step, int sw) {
        super("%s answered %04X".formatted(step, sw));
        this.step = step;
        this.sw = sw;
    }

    public String step() {
        return step;
    }

    public int sw() {
        return sw;
    }
}
