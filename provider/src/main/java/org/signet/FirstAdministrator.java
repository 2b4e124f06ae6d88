package org.signet;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyOrigin;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.User;
import org.signet.manager.ManagerOptions;
import org.signet.manager.Places;
import org.signet.manager.UserAdministration;
import org.signet.userfile.UserFiles;

/** Makes the administrator of a folder that has no users yet; the configuration pins him afterwards. */
public final class FirstAdministrator {
    private final UserFiles files;
    private final Places places;
    private final ManagerOptions options;

    FirstAdministrator(UserFiles files, Places places, ManagerOptions options) {
        this.files = files;
        this.places = places;
        this.options = options;
    }

    /**
     * One with a passphrase; his key lies in the file.
     *
     * @return what {@code userfile.admin} is to say
     * @throws KeyAccessException REFUSED if the folder has users or an administrator
     */
    public String byPassphrase(String name, SecretPrompt prompt) {
        refuseUsers(name);
        KeyPair pair = pair();
        NewKey key = new NewKey("enrolment", pair.getPrivate(), pair.getPublic(), List.of(), KeyOrigin.FILE);
        String folderId = UserFiles.freshId();
        administration(pair.getPublic(), folderId).enrolAdministrator(who(name, Custody.FILE), key, prompt);
        return UserFiles.pin(pair.getPublic(), folderId);
    }

    /**
     * One with a card.
     *
     * @param token the card
     * @param reference its key that is to be kept for enrolments
     * @return what {@code userfile.admin} is to say
     * @throws KeyAccessException REFUSED if the folder has users or an administrator
     */
    public String byCard(String name, String token, String reference, SecretPrompt prompt) {
        refuseUsers(name);
        PublicKey key = new UserAdministration(places, options.atMost())
                .keyOnCard(token, reference)
                .publicKey();
        String folderId = UserFiles.freshId();
        administration(key, folderId).enrolAdministrator(who(name, Custody.CARD), token, reference, prompt);
        return UserFiles.pin(key, folderId);
    }

    private UserAdministration administration(PublicKey key, String folderId) {
        UserFiles pinned = files.administeredBy(key, folderId);
        Places under =
                new Places(places.cards(), pinned.keys(), places.facilities(), pinned.directory(), pinned.register());
        return new UserAdministration(under, options.atMost());
    }

    private User who(String name, Custody custody) {
        User self = options.self();
        return User.unenrolled(name, self.uid(), self.gid(), custody);
    }

    private void refuseUsers(String name) {
        new UserAdministration(places, options.atMost()).mayBegin(name, this::requireNobody);
    }

    private void requireNobody() {
        if (files.register().administrator().isPresent()) {
            throw new KeyAccessException(Reason.REFUSED, "userfile.admin pins an administrator already");
        }
        int users = files.directory().users().size();
        if (users > 0) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    files.where() + " has " + users
                            + " user(s) whom no administrator enrolled: begin in an empty folder (userfile=DIR)");
        }
    }

    private static KeyPair pair() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC", Security.getProvider("SunEC"));
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new KeyAccessException(Reason.CANNOT, "the JDK's provider SunEC makes no P-256 key", e);
        }
    }
}
