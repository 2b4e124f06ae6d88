package org.signet.iso7816;

import java.util.Objects;

/** A reader as PC/SC names it; the name is for people, never a control. */
public record Reader(String name, boolean cardPresent) {
    public Reader {
        Objects.requireNonNull(name);
    }
}
