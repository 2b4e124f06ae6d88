package org.signet.manager.audit;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** The six events. Outside {@link AuditEvent}, for Flight Recorder instruments a class while its superclass is being loaded. */
final class AuditEvents {
    private AuditEvents() {}

    static AuditEvent of(Kind kind) {
        return switch (kind) {
            case OPERATION -> new Operation();
            case LOGIN -> new Login();
            case LOGOUT -> new Logout();
            case REMOVAL -> new Removal();
            case ADMINISTRATION -> new Administration();
            case REFUSAL -> new Refusal();
        };
    }

    @Name("org.signet.Operation")
    @Label("Private-Key Operation")
    static final class Operation extends AuditEvent {}

    @Name("org.signet.Login")
    @Label("Login")
    static final class Login extends AuditEvent {}

    @Name("org.signet.Logout")
    @Label("Logout")
    static final class Logout extends AuditEvent {}

    @Name("org.signet.Removal")
    @Label("Token Removed")
    static final class Removal extends AuditEvent {}

    @Name("org.signet.Administration")
    @Label("Administration")
    @Description("A change of who is enrolled, with what, and where his keys are used from")
    static final class Administration extends AuditEvent {}

    @Name("org.signet.Refusal")
    @Label("Refusal")
    @Description("An operation, login or change that was refused or failed")
    static final class Refusal extends AuditEvent {}
}
