package org.signet.testkit.apps.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Checkout;

/**
 * README.md's table is what passed in the modules before this one, all of which must have run. The right text is written to
 * {@code testkit/apps/target/matrix.md}; {@code -Dapps.table=write} writes it into README.md.
 */
class TableIT {
    private final Modules modules = Modules.read(Checkout.ROOT.resolve("testkit/apps"));
    private final Results results = Results.read(House.at("../matrix.tsv"));

    TableIT() throws IOException {}

    @Test
    void whatPassedIsWhatTheReadmeSays() throws IOException {
        Path right = Files.writeString(House.at("../matrix.md"), results.table());
        Set<String> missing = modules.missing(results.pages());
        if (!missing.isEmpty()) {
            String why = "README.md's table was not compared: nothing passed in " + String.join(", ", missing);
            System.out.println(why);
            assumeTrue(false, why);
        }
        Readme readme = Readme.read();
        if ("write".equals(System.getProperty("apps.table"))) {
            readme.with(results.table()).write();
        } else {
            assertEquals(
                    readme.table(),
                    results.table(),
                    () -> "README.md's table is not what passed, which " + right.getFileName() + " has");
        }
    }

    @Test
    void everyResultIsOfATestThatNamesItsPage() {
        Set<String> unknown = new TreeSet<>(results.pages());
        unknown.removeAll(modules.allPages());
        assertEquals(Set.of(), unknown, "pages of results that no @Program has");
    }
}
