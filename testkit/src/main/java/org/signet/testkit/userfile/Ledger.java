package org.signet.testkit.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What writers said of their entries. An entry whose last change was acknowledged must be as it said; one whose change was begun
 * and no more may be as before or as after.
 */
final class Ledger {
    private final Map<String, Boolean> acknowledged = new HashMap<>(); // whether the entry is there
    private final Set<String> open = new HashSet<>();
    private int count;

    /** Adds a writer's; its last line may be half a line. */
    Ledger add(Path file) throws IOException {
        String text = Files.readString(file, US_ASCII);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3) {
                take(words[0], words[1], words[2]);
            }
        }
        return this;
    }

    private void take(String when, String what, String alias) {
        if (when.equals(Writer.BEGUN)) {
            open.add(alias);
        } else {
            open.remove(alias);
            acknowledged.put(alias, what.equals(Writer.SET));
            count++;
        }
    }

    /** How many changes were acknowledged. */
    int acknowledged() {
        return count;
    }

    /** How many were begun, and no more. */
    int interrupted() {
        return open.size();
    }

    /**
     * What is not as it was acknowledged, in words.
     *
     * @param present the aliases that there are
     */
    List<String> disagreements(Set<String> present) {
        List<String> found = new ArrayList<>();
        Set<String> all = new TreeSet<>(acknowledged.keySet());
        all.addAll(present);
        all.removeAll(open);
        for (String alias : all) {
            boolean must = acknowledged.getOrDefault(alias, false);
            if (must && !present.contains(alias)) {
                found.add(alias + " was acknowledged and is lost");
            } else if (!must && present.contains(alias)) {
                found.add(alias + " is there, though its deletion was acknowledged or nobody wrote it");
            }
        }
        return found;
    }
}
