package org.signet.card.piv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PivLabelsTest {
    /** As pkcs11-tool -O lists them with OpenSC 0.23 and ykcs11 2.2. */
    @ParameterizedTest
    @CsvSource({
        "PIV AUTH key, 9a",
        "Certificate for PIV Authentication, 9a",
        "X.509 Certificate for PIV Authentication, 9a",
        "Private key for PIV Authentication, 9a",
        "SIGN key, 9c",
        "Certificate for Digital Signature, 9c",
        "X.509 Certificate for Digital Signature, 9c",
        "KEY MAN key, 9d",
        "Certificate for Key Management, 9d",
        "X.509 Certificate for Key Management, 9d",
        "CARD AUTH key, 9e",
        "Certificate for Card Authentication, 9e",
        "X.509 Certificate for Card Authentication, 9e",
        "Retired KEY MAN 1, 82",
        "Retired Certificate for Key Management 1, 82",
        "X.509 Certificate for Retired Key 1, 82",
        "X.509 Certificate for Retired Key 20, 95",
        "Private key for Retired Key 20, 95"
    })
    void aPkcs11ModulesLabelMeansItsSlot(String label, String slot) {
        assertEquals(Optional.of(slot), new PivDriver().reference(label));
    }

    @ParameterizedTest
    @CsvSource({"X.509 Certificate for Retired Key 21", "x.509 certificate for piv authentication", "piv-9a", "''"})
    void anotherNameMeansNone(String label) {
        assertEquals(Optional.empty(), new PivDriver().reference(label));
    }
}
