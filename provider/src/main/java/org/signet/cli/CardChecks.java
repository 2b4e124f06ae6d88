package org.signet.cli;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.signet.House;
import org.signet.card.CardAdministration.CardView;
import org.signet.card.CardAdministration.KeyView;
import org.signet.card.CardAdministration.ReaderView;
import org.signet.iso7816.smartcardio.SmartcardioReaders;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** pcscd, the readers, the cards in them, their PIN tries and their certificates; without a PIN. */
record CardChecks(House house) {
    private static final String READERS = "readers";
    private static final String CARD = "card";
    private static final String CERTIFICATE = "certificate";

    List<Finding> findings() {
        List<Finding> found = new ArrayList<>();
        try {
            house.cards().list().forEach(reader -> reader(reader, found));
            if (found.stream().allMatch(f -> f.check().equals(READERS))) {
                found.add(Finding.note(CARD, "no card is in a reader; who has none uses the user file"));
            }
        } catch (KeyAccessException e) {
            found.add(Finding.of(READERS, e));
        }
        found.addAll(others());
        return found;
    }

    private static void reader(ReaderView reader, List<Finding> found) {
        String name = Text.shown(reader.reader());
        found.add(Finding.well(READERS, name + (reader.cardPresent() ? "" : ": empty")));
        reader.refusal().ifPresent(e -> found.add(Finding.of(CARD, e)));
        reader.cards().forEach(card -> card(card, name, found));
    }

    private static void card(CardView card, String reader, List<Finding> found) {
        String what = card.token() + " in " + reader;
        found.add(tries(what, card.triesLeft()));
        if (card.keys().isEmpty()) {
            found.add(Finding.warning(
                    CARD, what + " has no key", "make one (signet key generate) or move one there (signet user move)"));
        }
        card.keys().forEach(key -> key.certificate().ifPresent(c -> certificate(key, c, found)));
    }

    private static Finding tries(String what, OptionalInt left) {
        if (left.isEmpty()) {
            return Finding.well(CARD, what + ", whose PIN is verified now, or not counted");
        }
        return switch (left.getAsInt()) {
            case 0 -> Finding.fault(CARD, what + ": its PIN is blocked", Cure.of(Reason.PIN_BLOCKED));
            case 1 ->
                Finding.warning(
                        CARD,
                        what + ": 1 PIN try is left, which no program may spend",
                        "give the right PIN yourself: signet card verify");
            default -> Finding.well(CARD, what + ", " + left.getAsInt() + " PIN tries left");
        };
    }

    private static void certificate(KeyView key, X509Certificate certificate, List<Finding> found) {
        String alias = key.key().aliases().get(0);
        Instant begin = certificate.getNotBefore().toInstant();
        Instant end = certificate.getNotAfter().toInstant();
        Instant now = Instant.now();
        if (now.isBefore(begin)) {
            found.add(Finding.warning(
                    CERTIFICATE, alias + " is valid from " + begin + " on only", "set the clock, if that has passed"));
        } else if (now.isAfter(end)) {
            found.add(Finding.warning(
                    CERTIFICATE, alias + " was valid until " + end, "have a new one issued: signet key csr"));
        }
    }

    /** One of them may be in the way, which BUSY and NO_READERS say. */
    private static List<Finding> others() {
        List<String> programs = SmartcardioReaders.otherPrograms();
        return programs.isEmpty()
                ? List.of()
                : List.of(Finding.note(
                        "others", "also using PC/SC, if something is held: " + String.join(", ", programs)));
    }
}
