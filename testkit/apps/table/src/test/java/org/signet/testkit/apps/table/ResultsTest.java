package org.signet.testkit.apps.table;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultsTest {
    private static final String TABLE = """
            | program | does | key on a card | key in the file | page |
            |---|---|---|---|---|
            | apksig 7 | APK | – | RSA-2048 | [apksig](docs/apksig.md) |
            | Tomcat 11 | TLS server | RSA-2048, P-256 | P-256 | [tomcat](docs/tomcat.md) |
            """;

    @Test
    void theOrderOfTheRunsAndTheirRepetitionDoNotShow() {
        List<String> lines = List.of(
                "Tomcat 11\tTLS server\ttomcat\tfile\tP-256",
                "Tomcat 11\tTLS server\ttomcat\tcard\tP-256",
                "apksig 7\tAPK\tapksig\tfile\tRSA-2048",
                "Tomcat 11\tTLS server\ttomcat\tcard\tRSA-2048",
                "Tomcat 11\tTLS server\ttomcat\tcard\tP-256");
        assertEquals(TABLE, Results.of(lines).table());
    }

    @Test
    void aCaseThatNobodyKnowsIsRefused() {
        List<String> lines = List.of("Tomcat 11\tTLS server\ttomcat\tcard\tP-999");
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> Results.of(lines));
        assertEquals("no case is called card, P-999", e.getMessage());
    }

    @Test
    void theTableIsReplacedAndNothingElse() {
        String text = """
                before
                <!-- what passed, as testkit/apps/table writes it -->
                old
                <!-- end of what passed -->
                after
                """;
        assertEquals(text.replace("old\n", TABLE), Readme.of(text).with(TABLE).text());
    }

    @Test
    void aReadmeWithoutMarksIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Readme.of("before\nafter\n"));
    }
}
