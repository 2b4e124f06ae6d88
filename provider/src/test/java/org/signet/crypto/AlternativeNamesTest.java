package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

class AlternativeNamesTest {
    @Test
    void eachKindOfNameIsWhatItSays() {
        String text =
                "DNS:*.example.org,ip:192.0.2.7,ip:2001:db8::1,email:a.b+c@example.org,uri:https://example.org/a,b";
        assertEquals(
                List.of(
                        "2 *.example.org",
                        "7 #c0000207",
                        "7 #20010db8000000000000000000000001",
                        "1 a.b+c@example.org",
                        "6 https://example.org/a,b"),
                Arrays.stream(names(text)).map(AlternativeNamesTest::shown).toList());
    }

    private static GeneralName[] names(String text) {
        Extension extension = AlternativeNames.of(text).extension(false).orElseThrow();
        return GeneralNames.getInstance(extension.getParsedValue()).getNames();
    }

    private static String shown(GeneralName name) {
        return name.getTagNo() + " " + name.getName();
    }

    @Test
    void aNameThatIsGivenTwiceIsThereOnce() {
        assertEquals(1, names("dns:a.example,DNS:a.example").length);
    }

    /** RFC 5280, 4.2.1.6. */
    @Test
    void theyAreCriticalForASubjectWithoutAName() {
        AlternativeNames names = AlternativeNames.of("dns:a.example");
        assertTrue(names.extension(true).orElseThrow().isCritical());
        assertFalse(names.extension(false).orElseThrow().isCritical());
        assertTrue(AlternativeNames.NONE.extension(true).isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "example.org",
                "dns:",
                "dns:a..b",
                "dns:-a.example",
                "dns:a_b.example",
                "dns:w.*.example",
                "dns:b\u00fccher.example",
                "dns:a.example,",
                "dns:a.example,oid:1.2.3",
                "dns:a.example,,dns:b.example",
                "ip:192.0.2",
                "ip:192.0.2.256",
                "ip:192.0.2.0/24",
                "ip:2001:db8::1::2",
                "ip:localhost",
                "email:alice",
                "email:@example.org",
                "email:a b@example.org",
                "email:a@b@example.org",
                "uri:/a/path",
                "uri:https://exa mple.org",
                "uri:https://b\u00fccher.example/",
                "dirname:CN=a"
            })
    void whatIsNoSuchNameIsSaid(String text) {
        KeyAccessException e = assertThrows(KeyAccessException.class, () -> AlternativeNames.of(text));
        assertEquals(Reason.DATA, e.reason());
        assertTrue(e.getMessage().contains("; not "), e::getMessage);
    }
}
