package org.signet.userfile;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Names;
import org.signet.userfile.format.UserText;

/** The policy that wants a card, at the one place where every change of a file passes: no software key comes in. */
final class SoftwareKeys {
    private SoftwareKeys() {}

    /** @throws KeyAccessException REFUSED */
    static void refuseNew(Optional<UserText> old, UserText fresh, Set<String> cardGroups) {
        Enrolment enrolment = fresh.enrolment();
        if (!requiresCard(enrolment, cardGroups)) {
            return;
        }
        List<KeyParagraph> known = old.map(text -> text.body().keys()).orElse(List.of());
        for (KeyParagraph key : fresh.body().keys()) {
            boolean was = known.stream().anyMatch(k -> k.id().equals(key.id()) && isSoftware(k));
            if (isSoftware(key) && !was) {
                throw new KeyAccessException(
                        Reason.REFUSED,
                        "the policy (require.card) gives " + Names.encodeUser(enrolment.user())
                                + " no new software key: make or import it on a card");
            }
        }
    }

    private static boolean requiresCard(Enrolment e, Set<String> cardGroups) {
        return User.unenrolled(e.user(), e.uid(), e.gid(), e.custody())
                .withPolicy(e.policy())
                .requiresCard(cardGroups);
    }

    private static boolean isSoftware(KeyParagraph key) {
        return key.place().custody() != Custody.CARD || key.wrapped().isPresent();
    }
}
