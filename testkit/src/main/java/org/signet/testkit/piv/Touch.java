package org.signet.testkit.piv;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** When a key wants to be touched: a YubiKey's touch policy, AB of GENERATE and IMPORT and the second byte of metadata's 02. */
enum Touch {
    NEVER(1),
    ALWAYS(2),
    CACHED(3);

    private static final int POLICY = 0xAB;

    final int id;

    Touch(int id) {
        this.id = id;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** @throws IllegalArgumentException for another word than never, always and cached */
    static Touch named(String label) {
        return Arrays.stream(values())
                .filter(t -> t.label().equals(label))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("a touch policy is never, always or cached, not " + label));
    }

    /** What a template asks for; 00 is the slot's default, which is never. */
    static Touch of(List<Tlv> template) throws StatusException {
        Optional<byte[]> value = Tlv.find(template, POLICY);
        if (value.isEmpty()) {
            return NEVER;
        }
        int id = value.get().length == 1 ? value.get()[0] : -1;
        return id == 0
                ? NEVER
                : Arrays.stream(values())
                        .filter(t -> t.id == id)
                        .findFirst()
                        .orElseThrow(() -> new StatusException(Sw.WRONG_DATA));
    }
}
