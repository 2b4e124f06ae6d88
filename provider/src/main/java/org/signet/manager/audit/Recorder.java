package org.signet.manager.audit;

/** Flight Recorder, or its absence from a runtime of one's own. */
interface Recorder {
    /** A runtime without the module jdk.jfr. */
    Recorder ABSENT = new Recorder() {
        @Override
        public boolean isOn() {
            return false;
        }

        @Override
        public Object begin(Kind kind) {
            throw new IllegalStateException("there is no Flight Recorder");
        }

        @Override
        public void end(Object begun, Entry entry) {
            throw new IllegalStateException("there is no Flight Recorder");
        }
    };

    /** Whether anybody has asked for recordings in this JVM; one volatile read. */
    boolean isOn();

    /** Starts the clock of what may become an entry of that kind or a refusal. */
    Object begin(Kind kind);

    /** @param begun what {@link #begin} gave */
    void end(Object begun, Entry entry);
}
