package org.signet.manager.audit;

import jdk.jfr.FlightRecorder;

/** The JDK's own; its event classes cost some hundred milliseconds to load and are loaded when a recording may want them. */
final class FlightRecorderTrail implements Recorder {
    private record Begun(AuditEvent hoped, AuditEvent refusal) {}

    @Override
    public boolean isOn() {
        return FlightRecorder.isInitialized();
    }

    @Override
    public Object begin(Kind kind) {
        Begun begun = new Begun(AuditEvents.of(kind), AuditEvents.of(Kind.REFUSAL));
        begun.hoped().begin();
        begun.refusal().begin();
        return begun;
    }

    @Override
    public void end(Object begun, Entry entry) {
        AuditEvent event = entry.kind() == Kind.REFUSAL ? ((Begun) begun).refusal() : ((Begun) begun).hoped();
        event.end();
        if (event.shouldCommit()) {
            event.tell(entry);
            event.commit();
        }
    }
}
