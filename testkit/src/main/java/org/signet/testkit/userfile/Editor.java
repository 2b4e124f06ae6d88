package org.signet.testkit.userfile;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Pattern;

/** Edits two users' files again and again, and counts what their open sessions say. */
public final class Editor implements AutoCloseable {
    private static final Pattern LINE = Pattern.compile(".*\\.user, line [0-9]+: .*", Pattern.DOTALL);
    private static final int RESTORED = 500;
    private static final int TRIES = 200;

    private final Guarded guarded;
    private final Map<Tampering, Integer> counts = new EnumMap<>(Tampering.class);
    private final List<String> taken = new ArrayList<>();
    private int edits;
    private int namedAFile;
    private int namedALine;

    /** Enrols the users and logs them in. */
    public Editor() throws IOException, GeneralSecurityException {
        guarded = new Guarded();
    }

    /** Edits a file once, so that it is another one. */
    public void edit(Tampering kind, Random random) throws IOException {
        for (int i = 0; i < TRIES; i++) {
            boolean card = random.nextBoolean();
            Victim victim = guarded.victim(card);
            String edited = kind.edited(victim, random);
            if (!edited.equals(victim.text())) {
                use(kind, card, edited);
                return;
            }
        }
        throw new IllegalStateException(kind + " changes nothing in " + TRIES + " tries");
    }

    private void use(Tampering kind, boolean card, String edited) throws IOException {
        Optional<String> refusal = guarded.refusal(card, edited);
        counts.merge(kind, 1, Integer::sum);
        edits++;
        if (refusal.isEmpty()) {
            taken.add(kind + " of " + (card ? "alice" : "bob") + " was taken:\n" + edited);
        }
        String said = refusal.orElse("");
        namedAFile += said.contains(".user") ? 1 : 0;
        namedALine += LINE.matcher(said).matches() ? 1 : 0;
        if (edits % RESTORED == 0) {
            guarded.restore(); // the sessions go on: what was refused was the edit
        }
    }

    /** How many edits there were of each kind. */
    public Map<Tampering, Integer> counts() {
        return Map.copyOf(counts);
    }

    /** Edits that nobody refused, in words; none if all is well. */
    public List<String> taken() {
        return List.copyOf(taken);
    }

    /** How many refusals named the file. */
    public int namedAFile() {
        return namedAFile;
    }

    /** How many refusals named file and line. */
    public int namedALine() {
        return namedALine;
    }

    /** One line. */
    public String text() {
        return edits + " edits of " + counts.size() + " kinds: " + taken.size() + " taken, " + (edits - taken.size())
                + " refused, of which " + namedAFile + " named the file and " + namedALine + " the line";
    }

    /** The files are as they were, and the sessions go on. */
    public void restore() throws IOException {
        guarded.restore();
    }

    @Override
    public void close() throws IOException {
        guarded.close();
    }
}
