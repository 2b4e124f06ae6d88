package org.signet.testkit.userfile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Reason;
import org.signet.key.UserDirectory;
import org.signet.userfile.UserFiles;

/**
 * Two users in one open session each, and an editor at their files: bob has a passphrase, which is asked once, alice has a card.
 * Each edit is followed by a use of the file as an operation makes it.
 */
final class Guarded implements AutoCloseable {
    private static final Set<Reason> REFUSALS =
            EnumSet.of(Reason.DAMAGED, Reason.CANNOT, Reason.CONFIGURATION, Reason.NOT_CONNECTED, Reason.UNKNOWN);

    private final Desk desk = new Desk();
    private final UserFiles files = Jvm.open(desk.folder());
    private final FileEntries bobs;
    private final KeyRecord bobsKey;
    private final PublicKey alicesCard;
    private final String alicesId;
    private final Victim bob;
    private final Victim alice;

    Guarded() throws IOException, GeneralSecurityException {
        WriterKeys keys = WriterKeys.read(desk.keys());
        Path elsewhere = desk.makeFolder("elsewhere");
        String otherAlice = card(elsewhere, keys, 2).get(1);
        List<String> alices = card(desk.folder(), keys, 3);
        String otherBob;
        String carol;
        try (UserFiles others = Jvm.open(elsewhere);
                FileEntries bobThere = new FileEntries(others, "bob", keys);
                FileEntries carols = new FileEntries(files, "carol", keys)) {
            bobThere.set("main", 0);
            bobThere.set("spare", 1);
            carols.set("main", 1);
            carols.set("old name", 2);
            otherBob = text(elsewhere, "bob");
            carol = text(desk.folder(), "carol");
        }
        bobs = new FileEntries(files, "bob", keys);
        bobs.set("main", 0);
        bobs.set("old name", 0);
        bobs.set("spare", 1);
        String before = text(desk.folder(), "bob");
        bobs.set("third", 2);
        bob = new Victim(text(desk.folder(), "bob"), before, List.of(carol, otherBob, alices.get(1)));
        alice = new Victim(alices.get(1), alices.get(0), List.of(bob.text(), otherAlice));
        bobsKey = files.directory().key("bob", keys.key(0).id()).orElseThrow();
        alicesCard = keys.key(0).publicKey();
        alicesId = files.directory().user("alice").orElseThrow().id();
        restore();
    }

    /** The file before and after the last of so many entries. */
    private static List<String> card(Path folder, WriterKeys keys, int entries)
            throws IOException, GeneralSecurityException {
        CardEntries alices = new CardEntries(Work.endless(folder, "alice", true, folder, ""), keys);
        alices.enrol();
        String before = "";
        for (int i = 0; i < entries; i++) {
            before = text(folder, "alice");
            alices.set("card " + i, i);
        }
        return List.of(before, text(folder, "alice"));
    }

    private static Path file(Path folder, String user) {
        return folder.resolve("users").resolve(user + ".user");
    }

    private static String text(Path folder, String user) throws IOException {
        return Files.readString(file(folder, user), ISO_8859_1);
    }

    Victim victim(boolean card) {
        return card ? alice : bob;
    }

    /** What the session says when the file is so; empty if it takes it. */
    Optional<String> refusal(boolean card, String text) throws IOException {
        put(card ? "alice" : "bob", text);
        try {
            if (card) {
                useAlice();
            } else {
                bobs.use(bobsKey);
            }
            return Optional.empty();
        } catch (KeyAccessException e) {
            if (!REFUSALS.contains(e.reason())) {
                throw e;
            }
            return Optional.of(e.getMessage());
        }
    }

    /** As a card session does before it goes to the card. */
    private void useAlice() {
        UserDirectory.Found found = files.directory()
                .find("alice", bobsKey.id())
                .filter(f -> f.user().id().equals(alicesId))
                .orElseThrow(() -> new KeyAccessException(Reason.NOT_CONNECTED, "alice was enrolled anew"));
        if (!found.user().believes(alicesCard)) {
            throw new KeyAccessException(Reason.NOT_CONNECTED, "alice is sealed by another key than her card's");
        }
    }

    /** Both files as they were. */
    void restore() throws IOException {
        for (boolean card : List.of(true, false)) {
            String user = card ? "alice" : "bob";
            put(user, victim(card).text());
            // In no edit's moment: a file system's clock may tick at 250 Hz.
            Files.setLastModifiedTime(file(desk.folder(), user), FileTime.from(Instant.EPOCH));
        }
        useAlice();
        bobs.use(bobsKey);
    }

    private void put(String user, String text) throws IOException {
        Path fresh = desk.folder().resolve("edited");
        Files.deleteIfExists(fresh);
        Files.createFile(fresh, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(fresh, text.getBytes(ISO_8859_1));
        Files.move(fresh, file(desk.folder(), user), ATOMIC_MOVE);
    }

    @Override
    public void close() throws IOException {
        bobs.close();
        files.close();
        desk.close();
    }
}
