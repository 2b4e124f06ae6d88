package org.signet.userfile;

import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.signet.crypto.EncryptionServices;
import org.signet.crypto.ServiceKey;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.Operation;
import org.signet.key.Reason;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;

/**
 * One use of a key of an opened file: unwrapped, compared with its public half, used, wiped.
 *
 * @param compared blobs whose key was seen to be the record's
 */
record KeyUse(Snapshot snapshot, KeyParagraph paragraph, OpenedFile file, Set<Octets> compared) {
    /** @param keep given a key that a service may hold outside the Java heap, while the door is open */
    byte[] perform(Operation operation, EncryptionServices services, KeptKeys keptKeys, KeptKeys.Keeper keep) {
        Optional<PrivateKey> kept = keptKeys.of(paragraph, operation.primitive());
        if (kept.isPresent()) {
            return ServiceKey.perform(services, kept.get(), operation.primitive(), operation.input());
        }
        return unwrapped(pkcs8 -> {
            PrivateKey read = services.read(publicKey(), pkcs8, operation.primitive());
            keep.keep(file, paragraph, operation.primitive(), read);
            return ServiceKey.perform(services, read, operation.primitive(), operation.input());
        });
    }

    /** Also a kept copy: a move is proved by it. */
    <T> T lend(Function<PrivateKey, T> use) {
        PublicKey publicKey = publicKey();
        byte[] pkcs8 = file.unwrapAnywhere(snapshot, paragraph);
        return used(pkcs8, bytes -> use.apply(SoftwareKey.decode(bytes, publicKey)));
    }

    private <T> T unwrapped(Function<byte[], T> use) {
        return used(file.unwrap(snapshot, paragraph), use);
    }

    private <T> T used(byte[] pkcs8, Function<byte[], T> use) {
        try {
            requireBelongs(pkcs8);
            return use.apply(pkcs8);
        } finally {
            Arrays.fill(pkcs8, (byte) 0);
        }
    }

    private PublicKey publicKey() {
        return snapshot.key(paragraph.id()).orElseThrow().publicKey();
    }

    /** Looked at once for each blob. */
    private void requireBelongs(byte[] pkcs8) {
        Octets blob = paragraph.wrapped().orElseThrow();
        if (compared.contains(blob)) {
            return;
        }
        PublicKey publicKey = publicKey();
        if (!SoftwareKeys.match(SoftwareKey.decode(pkcs8, publicKey), publicKey)) {
            throw new KeyAccessException(
                    Reason.DAMAGED,
                    snapshot.file() + ", key " + paragraph.id() + ": wraps another key than its public one");
        }
        compared.add(blob);
    }
}
