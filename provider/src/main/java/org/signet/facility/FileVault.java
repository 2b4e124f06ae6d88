package org.signet.facility;

import java.util.Arrays;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.signet.crypto.EncryptionServices;
import org.signet.key.KeyAccessException;
import org.signet.key.Secret;

/** A facility that is a file; its bytes are read anew at each opening. */
final class FileVault implements Vault {
    private final FacilityFile file;
    private final String name;
    private final Function<byte[], Boolean> locked;
    private final BiFunction<byte[], Optional<Secret>, Contents> opening;

    /**
     * A file that has not been looked at yet.
     *
     * @param name for messages
     * @param locked whether these bytes are encrypted
     */
    FileVault(
            FacilityFile file,
            String name,
            Function<byte[], Boolean> locked,
            BiFunction<byte[], Optional<Secret>, Contents> opening) {
        this.file = file;
        this.name = name;
        this.locked = locked;
        this.opening = opening;
    }

    /** One that Signet reads itself. */
    static FileVault of(FacilityFile file, String name, Format format, EncryptionServices services) {
        return new FileVault(file, name, format::isLocked, (bytes, secret) -> format.open(bytes, secret, services));
    }

    @Override
    public Object state() {
        return file.state();
    }

    @Override
    public boolean isLocked() {
        return read(locked);
    }

    @Override
    public Contents open(Optional<Secret> secret) {
        return read(bytes -> {
            if (!locked.apply(bytes)) {
                file.requireClosedToOthers();
            }
            return opening.apply(bytes, secret);
        });
    }

    private <T> T read(Function<byte[], T> use) {
        byte[] bytes = file.read();
        try {
            return use.apply(bytes);
        } catch (KeyAccessException e) {
            throw e.getMessage().contains(name)
                    ? e
                    : new KeyAccessException(e.reason(), name + ": " + e.getMessage(), e);
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }
}
