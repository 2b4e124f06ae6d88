package org.signet.testkit.apps.servers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.function.Executable;

/** What whoever runs a program reads when it does not start. */
final class Shown {
    private Shown() {}

    /** The sentence stands in the trace of what the program throws. */
    static void reason(Executable program, String sentence) {
        StringWriter trace = new StringWriter();
        assertThrows(Exception.class, program).printStackTrace(new PrintWriter(trace, true));
        assertTrue(trace.toString().contains(sentence), trace::toString);
    }
}
