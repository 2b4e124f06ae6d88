package org.signet;

import java.io.IOException;
import java.util.Optional;
import org.signet.key.SecretPrompt;

/** A pinentry that says something, on a thread of its own, until it is read or the notice is closed (so does gpg-agent). */
final class ShownNotice implements SecretPrompt.Notice {
    private Optional<Pinentry> shown = Optional.empty();
    private boolean over;

    /** Starts the program and tells it what to show. */
    interface Opening {
        Pinentry open() throws IOException, Pinentry.Refused;
    }

    private ShownNotice() {}

    static ShownNotice begin(Opening opening) {
        ShownNotice notice = new ShownNotice();
        Thread thread = new Thread(() -> notice.show(opening), "signet notice");
        thread.setDaemon(true);
        thread.start();
        return notice;
    }

    private void show(Opening opening) {
        try (Pinentry pinentry = opening.open()) {
            if (isWanted(pinentry)) {
                pinentry.message();
            }
        } catch (IOException | Pinentry.Refused e) {
            return; // ended, or nobody could be shown anything: the audit trail has it too
        }
    }

    private synchronized boolean isWanted(Pinentry pinentry) {
        shown = Optional.of(pinentry);
        return !over;
    }

    @Override
    public synchronized void close() {
        over = true;
        shown.ifPresent(Pinentry::end);
    }
}
