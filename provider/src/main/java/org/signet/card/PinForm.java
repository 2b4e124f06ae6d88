package org.signet.card;

import java.util.List;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** Which values are not worth a try: a card would count them, and no card has them for a PIN. */
final class PinForm {
    // What programs give to a keystore when nobody configured anything.
    private static final List<String> WORDS =
            List.of("changeit", "changeme", "password", "passw0rd", "keystore", "secret", "default", "notsecret");

    private PinForm() {}

    /** @throws KeyAccessException REFUSED; nothing was sent */
    static void check(PinReference pin, char[] value) {
        if (value.length == 0) {
            throw refused("the PIN is empty");
        }
        if (value.length < pin.minimum() || value.length > pin.maximum()) {
            throw refused("a PIN has " + pin.minimum() + " to " + pin.maximum() + " characters, this one has "
                    + value.length);
        }
        for (char c : value) {
            if (c < 0x20 || c > 0x7E) {
                throw refused("a PIN has printable ASCII characters only");
            }
        }
        if (WORDS.stream().anyMatch(word -> isWord(word, value))) {
            throw refused("this is a keystore's usual default password and no PIN");
        }
    }

    private static boolean isWord(String word, char[] value) {
        boolean equal = word.length() == value.length;
        for (int i = 0; equal && i < value.length; i++) {
            equal = Character.toLowerCase(value[i]) == word.charAt(i);
        }
        return equal;
    }

    private static KeyAccessException refused(String why) {
        return new KeyAccessException(Reason.REFUSED, why + ": nothing was sent to the card");
    }
}
