package org.signet.userfile;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.signet.key.EnrolledCard;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.UserText;

/**
 * Looks after the folder as a whole while others use it: checks each file as its reader would, copies all, and puts copies back.
 * It needs no secret, and opens no lock file that it does not take itself.
 */
public final class UserFilesCare {
    /**
     * Something that is not as it should be.
     *
     * @param file the file's path
     * @param what in a sentence that names the file, and the line where that can be told
     */
    public record Trouble(String file, String what, Reason reason) {
        private static Trouble of(String file, KeyAccessException refusal) {
            return new Trouble(file, refusal.getMessage(), refusal.reason());
        }
    }

    /**
     * What {@link #check} found.
     *
     * @param users how many users' files were looked at
     */
    public record Report(int users, List<Trouble> troubles) {
        public Report {
            troubles = List.copyOf(troubles);
        }
    }

    private final UserFileOptions options;
    private final UserStore store;

    /** Reads everything anew, whatever its process has seen before. */
    UserFilesCare(Path folder, UserFileOptions options) {
        this.options = options;
        this.store = new UserStore(folder, options);
    }

    /** @param progress told how many users were looked at, after each */
    public Report check(IntConsumer progress) {
        List<Trouble> troubles = new ArrayList<>();
        List<String> names = store.names();
        Map<String, String> cards = new HashMap<>();
        int done = 0;
        for (String name : names) {
            check(name, cards, troubles);
            progress.accept(++done);
        }
        store.anchor().users().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> check(name, cards, troubles));
        strangers(troubles);
        return new Report(names.size(), troubles);
    }

    private void check(String name, Map<String, String> cards, List<Trouble> troubles) {
        String file =
                store.users().resolve(Names.encodeUser(name) + UserStore.SUFFIX).toString();
        try {
            Optional<Snapshot> snapshot = store.read(name);
            snapshot.ifPresent(s -> s.keys().forEach(key -> key.aliases().forEach(s::certificates)));
            for (EnrolledCard card : snapshot.map(s -> s.user().cards()).orElse(List.of())) {
                String other = cards.putIfAbsent(card.token(), name);
                if (other != null) {
                    troubles.add(new Trouble(
                            file,
                            file + ": the card " + card.token() + " is " + Names.encodeUser(other)
                                    + "'s too: a card belongs to one user",
                            Reason.REFUSED));
                }
            }
        } catch (KeyAccessException e) {
            troubles.add(Trouble.of(file, e));
        }
    }

    /** What lies among the users' files and is none; a killed writer's leftover is swept by the next one. */
    private void strangers(List<Trouble> troubles) {
        if (!store.exists() || FileState.of(store.users()).isEmpty()) {
            return;
        }
        try (DirectoryStream<Path> all = Files.newDirectoryStream(store.users())) {
            for (Path file : all) {
                String name = file.getFileName().toString();
                boolean user = name.endsWith(UserStore.SUFFIX)
                        && Names.decodeUser(name.substring(0, name.length() - UserStore.SUFFIX.length()))
                                .isPresent();
                if (!user && !name.equals(".new")) {
                    String shown = store.users() + "/" + Names.encodeAlias(name); // it may be anybody's
                    troubles.add(new Trouble(shown, shown + " is no user's file: take it away", Reason.REFUSED));
                }
            }
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, store.users() + " cannot be listed: " + e, e);
        }
    }

    /**
     * Copies every user's file, each as it is at one moment, while others may write. A damaged one is not copied, but told.
     *
     * @param target a file that is not there yet; it is made 0600, and holds what the users' files hold
     * @return how many users, and those who are not in it
     * @throws KeyAccessException REFUSED if the target is there, IO
     */
    public Report backUp(File target, IntConsumer progress) {
        Path path = target.toPath().toAbsolutePath();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new KeyAccessException(Reason.REFUSED, path + " is there already: name another file");
        }
        List<Trouble> troubles = new ArrayList<>();
        Backup backup = new Backup();
        for (String name : store.names()) {
            try {
                store.read(name).ifPresent(s -> backup.add(name, s.text().bytes()));
            } catch (KeyAccessException e) {
                troubles.add(Trouble.of(Names.encodeUser(name), e));
            }
            progress.accept(backup.size());
        }
        write(path, backup.bytes());
        return new Report(backup.size(), troubles);
    }

    private void write(Path path, byte[] bytes) {
        try {
            options.disk().replace(path, bytes);
        } catch (IOException e) {
            throw new KeyAccessException(Reason.IO, path + " cannot be written: " + e, e);
        }
    }

    /**
     * Reads a backup and compares it with the folder; nothing is written.
     *
     * @throws KeyAccessException DAMAGED if the backup or a file in it does not verify, UNSAFE, IO
     */
    public List<Restorable> compare(File source) {
        List<Restorable> all = new ArrayList<>();
        for (Map.Entry<String, byte[]> entry :
                Backup.read(source.toPath().toAbsolutePath()).entrySet()) {
            all.add(Restorable.of(store, options, entry.getKey(), entry.getValue()));
        }
        return all;
    }

    /**
     * Puts one user's file back.
     *
     * @throws KeyAccessException BUSY if his file changed since it was compared, DAMAGED if the anchor knows a newer one
     */
    public void restore(Restorable restorable) {
        UserText text = restorable.text();
        store.put(restorable.user(), text, restorable.seen());
    }
}
