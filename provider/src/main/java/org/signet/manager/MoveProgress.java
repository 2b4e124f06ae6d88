package org.signet.manager;

import org.signet.key.KeyRecord;

/** Hears of each step of a move once it is done. */
public interface MoveProgress {
    /** A move that nobody watches. */
    MoveProgress UNSEEN = new MoveProgress() {
        @Override
        public void opened() {}

        @Override
        public void written(KeyRecord key) {}

        @Override
        public void proved(KeyRecord key) {}

        @Override
        public void switched() {}
    };

    /** The secrets were right; nothing is written yet. */
    void opened();

    /** The key is in its new place, which nobody uses yet. */
    void written(KeyRecord key);

    /** It answered there. */
    void proved(KeyRecord key);

    /** The user information file says so: from now on the keys are used from there. */
    void switched();
}
