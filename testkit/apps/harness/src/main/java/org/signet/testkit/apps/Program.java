package org.signet.testkit.apps;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test of an unmodified program: a parameterized test with a {@link Case}. What passed with a key of Signet's becomes a cell of README's
 * table; an operation that should have been the card's and was not, or was one without need, fails.
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Matrix.class)
public @interface Program {
    /** Name and version, as the table has them. */
    String value();

    /** What it did: sign, decrypt, TLS server. */
    String does();

    /** The page below docs/ that tells how. */
    String page();

    /** Private-key operations that one run of the test makes at the card; fewer or more fail. */
    int operations() default 1;
}
