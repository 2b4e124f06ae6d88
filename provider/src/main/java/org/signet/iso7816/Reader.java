package org.signet.iso7816;

import java.util.Objects;

/** A reader as PC/SC names it; the name is for people, never a control. */
public record Reader(String name, boolean cardPresent) {
    public Reader {
        Objects.requireNonNull(name);
    }

    // As a record's own, which costs a JVM 50 ms the first time (java.lang.runtime.ObjectMethods).
    @Override
    public boolean equals(Object other) {
        return other instanceof Reader reader && name.equals(reader.name) && cardPresent == reader.cardPresent;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + Boolean.hashCode(cardPresent);
    }
}
