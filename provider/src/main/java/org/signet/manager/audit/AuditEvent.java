package org.signet.manager.audit;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;

/** The audit trail as Flight Recorder has it: six events with the same fields. */
@Category("Signet")
@StackTrace(false)
abstract class AuditEvent extends Event {
    @Label("Action")
    String action;

    @Label("User")
    String user;

    @Label("Key Alias")
    String key;

    @Label("Key Id")
    @Description("SHA-256 of the SubjectPublicKeyInfo")
    String keyId;

    @Label("Road")
    @Description("Where it went: card TOKEN SLOT, file or facility")
    String road;

    @Label("Scheme")
    @Description(
            "What was asked of the key, raw where the caller chose the block; how a login was proved; who signed an enrolment")
    String scheme;

    @Label("APDUs")
    @Description("Commands sent to a card")
    int apdus;

    @Label("Outcome")
    String outcome;

    @Label("Message")
    String message;

    void tell(Entry entry) {
        action = entry.action();
        user = entry.user();
        key = entry.key();
        keyId = entry.keyId();
        road = entry.road();
        scheme = entry.scheme();
        apdus = entry.apdus();
        outcome = entry.outcome();
        message = entry.message();
    }
}
