package org.signet.testkit.userfile;

import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What an editor without a secret may do to a user's file. */
public enum Tampering {
    FLIPPED_BIT(Edits::flippedBit),
    OTHER_BYTE(Edits::otherByte),
    INSERTED_BYTES(Edits::insertedBytes),
    DELETED_BYTES(Edits::deletedBytes),
    TRUNCATED(Edits::truncated),
    NOISE(Edits::noise),
    APPENDED(Edits::appended),
    SWAPPED_LINES(Edits::swappedLines),
    DOUBLED_LINE(Edits::doubledLine),
    DELETED_LINE(Edits::deletedLine),
    SWAPPED_PARAGRAPHS(Edits::swappedParagraphs),
    DOUBLED_KEY(Edits::doubledKey),
    DELETED_KEY(Edits::deletedKey),
    SPLICED_PARAGRAPH(Edits::splicedParagraph),
    SWAPPED_BLOCKS(Edits::swappedBlocks),
    OTHER_FILE(Edits::otherFile),
    OLDER_FILE(Edits::olderFile),
    RELABELLED_CUSTODY(values("custody", "card", "file", "facility")),
    OTHER_LOGIN(values("login", "card", "passphrase")),
    OTHER_OWNER(values("uid", "0", "1", "65534").or(values("gid", "0", "1", "65534"))),
    RELAXED_POLICY((victim, random) -> random.nextBoolean()
            ? victim.text().replaceFirst("policy: [^\n]+\n", "")
            : victim.text().replaceFirst("policy: [^\n]+\n|(?<=\nenrolled: [0-9]{1,9}\n)", "policy: anything-goes\n")),
    MOVED_PLACE(values("place", "file", "card piv:12345678 9a", "card piv:87654321 9c", "card piv:12345678 82")),
    OTHER_ORIGIN(values("origin", "card", "imported", "generated")),
    OTHER_ABILITIES(values("can", "ecdsa", "ecdh", "ecdsa ecdh", "rsa-raw", "rsa-pkcs1-sign")),
    OTHER_TIME(values("created", "2000-01-01T00:00:00Z", "2040-01-01T00:00:00Z")),
    RENAMED_ALIAS(values("alias", "other", "main", "spare")),
    OTHER_SERIAL(values("enrolled", "1", "2", "9").or(values("body", "1", "2", "3", "4", "99"))),
    OTHER_CARD(values("card", "piv:12345678 9c MCowBQYDK2VwAyEAQcZZ8mDTnDwHKKn+HJi4kSOx1lZaaTlDBWjXbSwDMCc=")),
    WEAKER_KDF((victim, random) -> victim.text()
            .replaceFirst(
                    "m=[0-9]+ t=[0-9]+ p=[0-9]+",
                    "m=" + (65536 + random.nextInt(9)) + " t=" + (2 + random.nextInt(2)) + " p="
                            + (1 + random.nextInt(4)))),
    NEWER_FORMAT(values("signet-user", "0", "2", "3", "10")),
    OWN_SEAL(ForeignSeal::apply);

    /** A value of a random line of that name, exchanged for one of these. */
    private record Value(String name, List<String> values) implements BiFunction<Victim, Random, String> {
        @Override
        public String apply(Victim victim, Random random) {
            List<MatchResult> lines = Pattern.compile("(?m)^" + name + ": ([^\n]+)$")
                    .matcher(victim.text())
                    .results()
                    .toList();
            if (lines.isEmpty()) {
                return victim.text();
            }
            MatchResult line = lines.get(random.nextInt(lines.size()));
            return victim.text().substring(0, line.start(1))
                    + values.get(random.nextInt(values.size()))
                    + victim.text().substring(line.end(1));
        }

        BiFunction<Victim, Random, String> or(Value other) {
            return (victim, random) -> (random.nextBoolean() ? this : other).apply(victim, random);
        }
    }

    @SuppressWarnings("ImmutableEnumChecker") // a function without a state
    private final BiFunction<Victim, Random, String> edit;

    Tampering(BiFunction<Victim, Random, String> edit) {
        this.edit = edit;
    }

    private static Value values(String name, String... values) {
        return new Value(name, List.of(values));
    }

    /** The file afterwards, as ISO 8859-1; it may be unchanged. */
    String edited(Victim victim, Random random) {
        return edit.apply(victim, random);
    }
}
