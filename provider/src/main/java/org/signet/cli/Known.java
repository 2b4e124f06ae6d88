package org.signet.cli;

import java.util.List;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.manager.UserAdministration;

/** What a command's arguments name. */
final class Known {
    private Known() {}

    /** @throws KeyAccessException UNKNOWN */
    static User user(UserAdministration users, String name) {
        return users.directory()
                .user(name)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.UNKNOWN, "no user " + Text.shown(name) + " in the user information file"));
    }

    /**
     * The card in a reader that is meant.
     *
     * @param serial its serial, or its token ({@code piv:12345678}); null for the only one
     * @throws KeyAccessException NO_CARD, or REFUSED where several could be meant
     */
    static String card(UserAdministration users, String serial) {
        List<String> present = users.cards().stream().map(Token::id).toList();
        List<String> meant = present.stream()
                .filter(id -> serial == null || Token.isMeant(id, serial))
                .toList();
        if (meant.size() == 1) {
            return meant.get(0);
        }
        String there = present.isEmpty() ? "no card is in a reader" : "the readers hold " + String.join(", ", present);
        if (meant.isEmpty()) {
            throw new KeyAccessException(
                    Reason.NO_CARD, (serial == null ? "" : "no card " + Text.shown(serial) + ": ") + there);
        }
        throw new KeyAccessException(Reason.REFUSED, there + ": say which by --card SERIAL");
    }
}
