package org.signet.facility;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.signet.key.PinLedger;

/** The providers' tokens that this process has opened, by how many doors, and with which PIN; its lock is held around a try. */
final class OpenTokens {
    private static final OpenTokens OF_PROCESS = new OpenTokens();

    private record Login(PinLedger.Candidate pin, int doors) {}

    private final Map<String, Login> logins = new HashMap<>();

    static OpenTokens ofProcess() {
        return OF_PROCESS;
    }

    synchronized Optional<PinLedger.Candidate> accepted(String token) {
        return Optional.ofNullable(logins.get(token)).map(Login::pin);
    }

    synchronized void entered(String token, PinLedger.Candidate pin) {
        Login login = logins.get(token);
        logins.put(token, new Login(pin, login == null ? 1 : login.doors() + 1));
    }

    /** Whether that was the last one. */
    synchronized boolean left(String token) {
        Login login = logins.get(token);
        if (login == null || login.doors() > 1) {
            logins.computeIfPresent(token, (t, l) -> new Login(l.pin(), l.doors() - 1));
            return false;
        }
        logins.remove(token);
        return true;
    }
}
