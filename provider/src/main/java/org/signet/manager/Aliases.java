package org.signet.manager;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.key.Custody;
import org.signet.key.KeyPlace;
import org.signet.key.KeyRecord;

/**
 * The names that keys are listed by: a user's own from the file, and for a card's key {@code piv-9a}, which is its application
 * and slot. {@code piv-9a@<serial>} always resolves, and is the listed form where the short one would name two keys.
 */
final class Aliases {
    private Aliases() {}

    /** Each record with the aliases that name it and no other, in the order of their first alias. */
    static List<KeyRecord> unique(List<KeyRecord> records) {
        Map<String, Integer> times = new HashMap<>();
        records.forEach(r -> r.aliases().forEach(a -> times.merge(a, 1, Integer::sum)));
        List<KeyRecord> listed = new ArrayList<>();
        for (KeyRecord record : records) {
            listed.add(record.withAliases(record.aliases().stream()
                    .map(a -> times.get(a) == 1 ? a : qualified(a, record.place()))
                    .toList()));
        }
        listed.sort(Comparator.comparing(
                r -> r.aliases().isEmpty() ? "" : r.aliases().get(0)));
        return listed;
    }

    /** The record that an alias names, in its short or its qualified form. */
    static Optional<KeyRecord> find(List<KeyRecord> records, String alias) {
        return unique(records).stream()
                .filter(r -> r.aliases().contains(alias)
                        || r.aliases().stream()
                                .anyMatch(a -> qualified(a, r.place()).equals(alias)))
                .findFirst();
    }

    /** The slot that an alias names on this card: {@code piv-9a} is {@code 9a} on {@code piv:12345678}. */
    static Optional<String> reference(String alias, String token) {
        int colon = token.indexOf(':');
        String prefix = token.substring(0, colon) + "-";
        String suffix = "@" + token.substring(colon + 1);
        String plain = alias.endsWith(suffix) ? alias.substring(0, alias.length() - suffix.length()) : alias;
        return plain.startsWith(prefix) ? Optional.of(plain.substring(prefix.length())) : Optional.empty();
    }

    /** The slot that an alias names in the place of new keys; empty where that is no card. */
    static Optional<String> slot(String alias, KeyPlace home) {
        return home.custody() == Custody.CARD ? reference(alias, home.token()) : Optional.empty();
    }

    /** The form that always resolves. */
    static String qualified(String alias, KeyPlace place) {
        return place.custody() == Custody.CARD && alias.indexOf('@') < 0
                ? alias + "@" + place.token().substring(place.token().indexOf(':') + 1)
                : alias;
    }
}
