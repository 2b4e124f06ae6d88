package org.signet.facility;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.signet.crypto.EncryptionServices;
import org.signet.key.Custody;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeySource;
import org.signet.key.PinLedger;
import org.signet.key.Reason;
import org.signet.key.Token;
import org.signet.key.User;

/** The storage facilities; which there are, only the users' files say. */
public final class FacilitySource implements KeySource {
    private final EncryptionServices services;
    private final PinLedger ledger;
    private final Clock clock;
    private final int uid;

    /**
     * Opens nothing.
     *
     * @param services what uses the keys that are fetched from files
     * @param uid whose process this is
     */
    public FacilitySource(EncryptionServices services, PinLedger ledger, Clock clock, int uid) {
        this.services = services;
        this.ledger = ledger;
        this.clock = clock;
        this.uid = uid;
    }

    @Override
    public Custody custody() {
        return Custody.FACILITY;
    }

    @Override
    public List<Token> tokens() {
        return List.of();
    }

    /** Whether it is really there, its door finds out. */
    @Override
    public Optional<Token> find(String token) {
        return Optional.of(new Token(Custody.FACILITY, token, Facility.of(token).toString()));
    }

    /** A facility is never lost as a card is: one that is not there now may be at the next use. */
    @Override
    public KeyAccess open(User user, Token token, Consumer<KeyAccessException> lost) {
        Facility facility = Facility.of(token.id());
        return new FacilityAccess(user, facility, vault(facility), clock);
    }

    private Vault vault(Facility facility) {
        Optional<FacilityFile> file = facility.path().map(path -> new FacilityFile(path, uid));
        if (facility.service().isEmpty()) {
            Format format = format(facility);
            return FileVault.of(file.orElseThrow(), facility.toString(), format, services);
        }
        ProviderStore store = new ProviderStore(facility);
        return file.<Vault>map(f -> new FileVault(
                        f,
                        facility.toString(),
                        bytes -> true,
                        (bytes, secret) -> store.open(Optional.of(bytes), secret, () -> {})))
                .orElseGet(() -> new TokenVault(store, facility.token(), ledger, OpenTokens.ofProcess()));
    }

    private static Format format(Facility facility) {
        return switch (facility.type().toUpperCase(Locale.ROOT)) {
            case "PKCS12" -> new StoreFormat("PKCS12");
            case "JKS" -> new StoreFormat("JKS");
            case "PEM" -> new PemFormat(baseName(facility.location()));
            default ->
                throw new KeyAccessException(
                        Reason.CANNOT,
                        "Signet reads storage facilities of type PKCS12, PEM and JKS itself, not " + facility.type()
                                + ": name the provider that does");
        };
    }

    /** {@code /home/bob/.ssh/id_ecdsa.pem} is called {@code id_ecdsa}. */
    private static String baseName(String location) {
        String name = Path.of(location).getFileName().toString();
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }
}
