package org.signet.userfile;

import java.io.File;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.signet.crypto.EncryptionServices;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.wrap.KdfCost;
import org.signet.wrap.KdfLimits;

/** What the configuration says about the user information file; a cheap KDF is only a test's, by the inner constructor. */
public final class UserFileOptions {
    private static final Duration LOCK_WAIT = Duration.ofSeconds(10);

    private final Optional<String> administrator;
    private final Clock clock;
    private final KdfCost cost;
    private final KdfLimits limits;
    private final Duration lockWait;
    private final Disk disk;
    private final EncryptionServices services;
    private final Optional<Path> anchor;
    private final Set<String> cardGroups;

    /**
     * As it is meant, with the preferred encryption services.
     *
     * @param administrator {@code userfile.admin}: SHA-256 of his SubjectPublicKeyInfo, a slash, the folder's id; in hex
     * @throws KeyAccessException CONFIGURATION if that is not its form
     */
    public UserFileOptions(Optional<String> administrator, Clock clock) {
        this(administrator, clock, EncryptionServices.preferred());
    }

    /** @param services what uses the software keys of the file */
    public UserFileOptions(Optional<String> administrator, Clock clock, EncryptionServices services) {
        this(
                administrator,
                clock,
                KdfCost.STANDARD,
                KdfLimits.STANDARD,
                LOCK_WAIT,
                new LocalDisk(),
                services,
                Optional.empty(),
                Set.of());
    }

    UserFileOptions(
            Optional<String> administrator, Clock clock, KdfCost cost, KdfLimits limits, Duration lockWait, Disk disk) {
        this(
                administrator,
                clock,
                cost,
                limits,
                lockWait,
                disk,
                EncryptionServices.preferred(),
                Optional.empty(),
                Set.of());
    }

    private UserFileOptions(
            Optional<String> administrator,
            Clock clock,
            KdfCost cost,
            KdfLimits limits,
            Duration lockWait,
            Disk disk,
            EncryptionServices services,
            Optional<Path> anchor,
            Set<String> cardGroups) {
        if (!administrator.map(pin -> pin.matches("[0-9a-f]{64}/[0-9a-f]{32}")).orElse(true)) {
            throw new KeyAccessException(
                    Reason.CONFIGURATION, "userfile.admin is <key id>/<folder id>: 64 and 32 lower-case hex digits");
        }
        this.administrator = administrator;
        this.clock = clock;
        this.cost = cost;
        this.limits = limits;
        this.lockWait = lockWait;
        this.disk = disk;
        this.services = services;
        this.anchor = anchor;
        this.cardGroups = Set.copyOf(cardGroups);
    }

    /** @param pin as {@code userfile.admin} has it */
    UserFileOptions withAdministrator(String pin) {
        return new UserFileOptions(Optional.of(pin), clock, cost, limits, lockWait, disk, services, anchor, cardGroups);
    }

    /** @param file where the newest state of each user is kept apart from the folder ({@code userfile.anchor}) */
    public UserFileOptions withAnchor(Optional<File> file) {
        Optional<Path> path = file.map(f -> f.toPath().toAbsolutePath().normalize());
        return new UserFileOptions(administrator, clock, cost, limits, lockWait, disk, services, path, cardGroups);
    }

    /** @param groups whose members get no new software key ({@code require.card}) */
    public UserFileOptions withCardGroups(Set<String> groups) {
        return new UserFileOptions(administrator, clock, cost, limits, lockWait, disk, services, anchor, groups);
    }

    Optional<String> administrator() {
        return administrator;
    }

    Clock clock() {
        return clock;
    }

    /** Argon2id for users who are enrolled from now on. */
    KdfCost cost() {
        return cost;
    }

    /** Within which a file may ask for a cost. */
    KdfLimits limits() {
        return limits;
    }

    /** How long a writer waits for another one. */
    Duration lockWait() {
        return lockWait;
    }

    /** What slows whoever guesses a passphrase. */
    FailedTries tries() {
        return FailedTries.slowing(clock, disk);
    }

    Disk disk() {
        return disk;
    }

    EncryptionServices services() {
        return services;
    }

    Optional<Path> anchor() {
        return anchor;
    }

    Set<String> cardGroups() {
        return cardGroups;
    }
}
