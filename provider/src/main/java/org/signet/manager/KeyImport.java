package org.signet.manager;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.NewKey;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.manager.audit.Attempt;
import org.signet.manager.audit.Audit;

/** Takes the keys of a storage facility's file in, to where the user's new keys go; the file itself stays as it is. */
public final class KeyImport {
    private final Places places;
    private final KeyStoreManager manager;
    private final Duration atMost;
    private final Audit audit = new Audit();

    /** @param atMost how long one operation may take at the facility */
    public KeyImport(Places places, KeyStoreManager manager, Duration atMost) {
        this.places = Objects.requireNonNull(places);
        this.manager = Objects.requireNonNull(manager);
        this.atMost = Objects.requireNonNull(atMost);
    }

    /**
     * For a user who is connected.
     *
     * @param only the one entry that is meant; empty for all
     * @param alias what a single key is called from now on; empty for what it is called there
     * @param prompt asked for the file's secret, if it has one
     * @return the keys as they are now
     * @throws KeyAccessException UNKNOWN where there is no such entry, REFUSED for one alias for several keys
     */
    public List<KeyRecord> from(
            User user, Facility facility, Optional<String> only, Optional<String> alias, SecretPrompt prompt) {
        Token token = places.find(Custody.FACILITY, facility.token()).orElseThrow();
        try (KeyAccess door = places.open(user, token, loss -> {})) {
            Attempt attempt = audit.operation("import", user.name()); // what is taken is an entry of its own
            List<KeyRecord> meant = attempt.look(() -> {
                door.login(Call.of(prompt, atMost));
                return meant(door, facility, only, alias);
            });
            List<KeyRecord> taken = new ArrayList<>();
            meant.forEach(key -> taken.add(take(user, door, key, alias)));
            return taken;
        }
    }

    private static List<KeyRecord> meant(
            KeyAccess door, Facility facility, Optional<String> only, Optional<String> alias) {
        List<KeyRecord> meant = door.keys(List.of()).stream()
                .filter(key -> only.map(key.aliases()::contains).orElse(true))
                .toList();
        if (meant.isEmpty()) {
            throw new KeyAccessException(
                    Reason.UNKNOWN,
                    facility + " holds no private key" + only.map(o -> " " + o).orElse(""));
        }
        if (meant.size() > 1 && alias.isPresent()) {
            throw new KeyAccessException(
                    Reason.REFUSED, facility + " holds " + meant.size() + " keys: say which, or give no alias");
        }
        return meant;
    }

    private KeyRecord take(User user, KeyAccess door, KeyRecord key, Optional<String> alias) {
        String there = key.aliases().get(0);
        return door.lend(
                key,
                privateKey -> manager.create(
                        user.name(),
                        new NewKey(alias.orElse(there), privateKey, key.publicKey(), door.certificates(key, there))));
    }
}
