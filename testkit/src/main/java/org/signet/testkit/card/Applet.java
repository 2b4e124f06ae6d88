package org.signet.testkit.card;

/** A card application: what is behind an AID. */
public interface Applet {
    /** The full application identifier; a right-truncated one selects it too. */
    byte[] aid();

    /** What SELECT answers, also where this application is selected already. */
    byte[] select();

    /** Another application was selected, or the card was reset: all security statuses are gone. */
    void deselect();

    /** Whether a command may come in parts. */
    boolean chains(int ins);

    /** @return the answer's data; the core splits it */
    byte[] process(Command command) throws StatusException;
}
