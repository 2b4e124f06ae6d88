package org.signet.testkit.userfile;

import java.nio.file.Path;
import java.util.List;

/**
 * What a writing JVM is told.
 *
 * @param folder the user information file
 * @param user who writes; empty for the operating-system user, whom the first entry enrols
 * @param card whether a card seals for him, or rather its key in this process: no KDF runs
 * @param keys where {@link WriterKeys} lie
 * @param prefix of every alias that it writes
 * @param updates of each thread, at most
 * @param millis until all threads stop
 * @param loaders class loaders, each with a provider of its own
 * @param threads in each class loader
 */
record Work(
        Path folder,
        String user,
        boolean card,
        Path keys,
        String prefix,
        int updates,
        long millis,
        int loaders,
        int threads) {
    /** Until it is killed, on one thread. */
    static Work endless(Path folder, String user, boolean card, Path keys, String prefix) {
        return new Work(folder, user, card, keys, prefix, Integer.MAX_VALUE, Integer.MAX_VALUE, 1, 1);
    }

    static Work of(String[] words) {
        return new Work(
                Path.of(words[0]),
                words[1],
                Boolean.parseBoolean(words[2]),
                Path.of(words[3]),
                words[4],
                Integer.parseInt(words[5]),
                Long.parseLong(words[6]),
                Integer.parseInt(words[7]),
                Integer.parseInt(words[8]));
    }

    List<String> words() {
        return List.of(
                folder.toString(),
                user,
                Boolean.toString(card),
                keys.toString(),
                prefix,
                Integer.toString(updates),
                Long.toString(millis),
                Integer.toString(loaders),
                Integer.toString(threads));
    }
}
