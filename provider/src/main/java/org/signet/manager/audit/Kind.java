package org.signet.manager.audit;

/** What an entry of the audit trail is about. */
enum Kind {
    OPERATION,
    LOGIN,
    LOGOUT,
    REMOVAL,
    ADMINISTRATION,
    REFUSAL
}
