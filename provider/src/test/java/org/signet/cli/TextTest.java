package org.signet.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.signet.TestKeys;

class TextTest {
    @Test
    void whatATerminalWouldObeyIsNotShown() {
        assertEquals("a?[31mred?b?c", Text.shown("a\u001b[31mred\nb\u202ec"));
        assertEquals("Größe ✓", Text.shown("Größe ✓"));
        assertEquals(200, Text.shown("x".repeat(5000)).length());
    }

    @Test
    void aKeyIsItsKindAndItsSize() {
        assertEquals("RSA-2048", Text.kind(TestKeys.rsa().getPublic()));
        assertEquals("EC-256", Text.kind(TestKeys.ec().getPublic()));
    }

    @Test
    void jsonIsQuotedAsciiWhateverTheCardSays() {
        String json = Json.object()
                .put("a", "say \"x\"\\\n\u202eü")
                .put("b", true)
                .put("c", 3)
                .putRaw(
                        "d",
                        Json.array(
                                List.of("p", "q"),
                                s -> Json.object().put("e", s).text()))
                .text();
        assertEquals(
                "{\"a\":\"say \\\"x\\\"\\\\\\u000a\\u202e\\u00fc\",\"b\":true,\"c\":3,\"d\":[{\"e\":\"p\"},{\"e\":\"q\"}]}",
                json);
    }
}
