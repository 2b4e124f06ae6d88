package org.signet.testkit.userfile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** The edits of {@link Tampering} that are plain text; one that happens to change nothing counts for nothing. */
final class Edits {
    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([A-Z ]+)-----\n[^-]+-----END \\1-----\n");

    private Edits() {}

    static String flippedBit(Victim victim, Random random) {
        char[] text = victim.text().toCharArray();
        text[random.nextInt(text.length)] ^= (char) (1 << random.nextInt(8));
        return new String(text);
    }

    static String otherByte(Victim victim, Random random) {
        char[] text = victim.text().toCharArray();
        text[random.nextInt(text.length)] = (char) random.nextInt(256);
        return new String(text);
    }

    static String insertedBytes(Victim victim, Random random) {
        int at = random.nextInt(victim.text().length() + 1);
        String more = random.ints(1 + random.nextInt(4), 0x20, 0x7F)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return victim.text().substring(0, at) + more + victim.text().substring(at);
    }

    static String deletedBytes(Victim victim, Random random) {
        int from = random.nextInt(victim.text().length());
        int to = Math.min(victim.text().length(), from + 1 + random.nextInt(8));
        return victim.text().substring(0, from) + victim.text().substring(to);
    }

    static String truncated(Victim victim, Random random) {
        return victim.text().substring(0, random.nextInt(victim.text().length()));
    }

    static String noise(Victim victim, Random random) {
        return random.ints(random.nextInt(victim.text().length()), 0, 256)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String appended(Victim victim, Random random) {
        List<String> lines = Victim.lines(victim.text());
        return victim.text() + (random.nextBoolean() ? "\n" : any(lines, random));
    }

    static String swappedLines(Victim victim, Random random) {
        List<String> lines = new ArrayList<>(Victim.lines(victim.text()));
        Collections.swap(lines, random.nextInt(lines.size()), random.nextInt(lines.size()));
        return String.join("", lines);
    }

    static String doubledLine(Victim victim, Random random) {
        List<String> lines = new ArrayList<>(Victim.lines(victim.text()));
        lines.add(random.nextInt(lines.size()), any(lines, random));
        return String.join("", lines);
    }

    static String deletedLine(Victim victim, Random random) {
        List<String> lines = new ArrayList<>(Victim.lines(victim.text()));
        lines.remove(random.nextInt(lines.size()));
        return String.join("", lines);
    }

    static String swappedParagraphs(Victim victim, Random random) {
        List<String> parts = new ArrayList<>(Victim.parts(victim.text()));
        Collections.swap(parts, random.nextInt(parts.size()), random.nextInt(parts.size()));
        return String.join("", parts);
    }

    static String doubledKey(Victim victim, Random random) {
        List<String> parts = new ArrayList<>(Victim.parts(victim.text()));
        int key = key(parts, random);
        parts.add(key, random.nextBoolean() ? parts.get(key) : parts.get(key).replaceAll("(?m)^alias: ", "alias: x"));
        return String.join("", parts);
    }

    static String deletedKey(Victim victim, Random random) {
        List<String> parts = new ArrayList<>(Victim.parts(victim.text()));
        parts.remove(key(parts, random));
        return String.join("", parts);
    }

    /** Enrolment, head, key or seal of another file in this one's place, or a foreign key beside the own ones. */
    static String splicedParagraph(Victim victim, Random random) {
        List<String> parts = new ArrayList<>(Victim.parts(victim.text()));
        List<String> foreign = Victim.parts(any(victim.others(), random));
        switch (random.nextInt(4)) {
            case 0 -> parts.set(0, foreign.get(0));
            case 1 -> parts.set(key(parts, random), foreign.get(key(foreign, random)));
            case 2 -> parts.add(key(parts, random), foreign.get(key(foreign, random)));
            default -> parts.set(parts.size() - 1, foreign.get(foreign.size() - 1));
        }
        return String.join("", parts);
    }

    static String otherFile(Victim victim, Random random) {
        return any(victim.others(), random);
    }

    static String olderFile(Victim victim, Random random) {
        List<String> older = new ArrayList<>(Victim.parts(victim.older()));
        if (random.nextBoolean()) {
            older.set(0, Victim.parts(victim.text()).get(0));
        }
        return String.join("", older);
    }

    /** A wrapped key or a certificate where another one was. */
    static String swappedBlocks(Victim victim, Random random) {
        List<MatchResult> own = BLOCK.matcher(victim.text()).results().toList();
        List<MatchResult> all = new ArrayList<>(own);
        victim.others()
                .forEach(other -> all.addAll(BLOCK.matcher(other).results().toList()));
        MatchResult to = own.get(random.nextInt(own.size()));
        MatchResult from = all.get(random.nextInt(all.size()));
        return victim.text().substring(0, to.start())
                + from.group()
                + victim.text().substring(to.end());
    }

    private static int key(List<String> parts, Random random) {
        return 2 + random.nextInt(parts.size() - 3);
    }

    private static String any(List<String> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }
}
