package org.signet.card.piv;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the PKCS#11 modules for PIV cards call a slot's key and its certificate, and what SunPKCS11 therefore calls its entry: OpenSC's
 * (pkcs15-piv.c) and Yubico's (ykcs11, whose names are those of SP 800-73-4 part 1, table 3).
 */
final class PivLabels {
    // OpenSC's word for the key, and the words for the certificate.
    private static final Map<String, List<String>> WORDS = Map.of(
            "9a", List.of("PIV AUTH", "PIV Authentication"),
            "9c", List.of("SIGN", "Digital Signature"),
            "9d", List.of("KEY MAN", "Key Management"),
            "9e", List.of("CARD AUTH", "Card Authentication"));

    private static final Map<String, PivSlot> SLOTS = slots();

    private PivLabels() {}

    /** The slot that is called so, letter for letter. */
    static Optional<PivSlot> slot(String label) {
        return Optional.ofNullable(SLOTS.get(label));
    }

    private static Map<String, PivSlot> slots() {
        Map<String, PivSlot> slots = new HashMap<>();
        for (PivSlot slot : PivSlot.current()) {
            List<String> words = WORDS.get(slot.reference());
            slots.put(words.get(0) + " key", slot);
            slots.put("Certificate for " + words.get(1), slot);
            yubicos(words.get(1), slot, slots);
        }
        for (PivSlot slot : PivSlot.retired()) {
            int number = slot.key() - 0x81;
            slots.put("Retired KEY MAN " + number, slot);
            slots.put("Retired Certificate for Key Management " + number, slot);
            yubicos("Retired Key " + number, slot, slots);
        }
        return Map.copyOf(slots);
    }

    private static void yubicos(String words, PivSlot slot, Map<String, PivSlot> slots) {
        slots.put("X.509 Certificate for " + words, slot);
        slots.put("Private key for " + words, slot);
    }
}
