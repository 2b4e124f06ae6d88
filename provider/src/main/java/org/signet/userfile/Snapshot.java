package org.signet.userfile;

import java.io.ByteArrayInputStream;
import java.security.NoSuchProviderException;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.signet.crypto.Der;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyFacts;
import org.signet.key.KeyId;
import org.signet.key.KeyRecord;
import org.signet.key.PinPolicy;
import org.signet.key.Reason;
import org.signet.key.User;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;
import org.signet.userfile.format.UserText;

/** A user's file as it was when it was read and verified; its keys and certificates are decoded when somebody asks. */
final class Snapshot {
    private final String file;
    private final UserText text;
    private final User user;
    private final FileState state;
    private final Map<KeyId, KeyRecord> records = new ConcurrentHashMap<>();

    Snapshot(String file, UserText text, User user, FileState state) {
        this.file = file;
        this.text = text;
        this.user = user;
        this.state = state;
    }

    /** For messages. */
    String file() {
        return file;
    }

    UserText text() {
        return text;
    }

    User user() {
        return user;
    }

    /** Whether the enrolment is newer than what the sealer sealed. */
    boolean awaitsAcknowledgement() {
        return text.body().enrolmentSerial() < user.enrolled();
    }

    boolean isStill(FileState now) {
        return state.equals(now);
    }

    FileState state() {
        return state;
    }

    Optional<KeyParagraph> paragraph(KeyId id) {
        return text.body().keys().stream().filter(key -> key.id().equals(id)).findFirst();
    }

    Optional<KeyRecord> key(KeyId id) {
        return paragraph(id).map(this::record);
    }

    List<KeyRecord> keys() {
        return text.body().keys().stream().map(this::record).toList();
    }

    /** Wrapped keys whose place is elsewhere. */
    Set<KeyId> keptCopies() {
        return text.body().keys().stream()
                .filter(key -> key.wrapped().isPresent() && key.place().custody() != Custody.FILE)
                .map(KeyParagraph::id)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** @throws KeyAccessException DATA if a certificate is none */
    List<X509Certificate> certificates(String alias) {
        for (KeyParagraph key : text.body().keys()) {
            for (KeyParagraph.Alias entry : key.aliases()) {
                if (entry.name().equals(alias)) {
                    return certificates(entry);
                }
            }
        }
        return List.of();
    }

    private List<X509Certificate> certificates(KeyParagraph.Alias entry) {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509", "SUN");
            for (Octets certificate : entry.chain()) {
                chain.add((X509Certificate) factory.generateCertificate(new ByteArrayInputStream(certificate.bytes())));
            }
        } catch (CertificateException | NoSuchProviderException e) {
            throw new KeyAccessException(Reason.DATA, file + ": a certificate of an alias cannot be read", e);
        }
        return List.copyOf(chain);
    }

    private KeyRecord record(KeyParagraph key) {
        return records.computeIfAbsent(key.id(), id -> decode(key));
    }

    private KeyRecord decode(KeyParagraph key) {
        PublicKey publicKey = Der.publicKey(key.spki().bytes())
                .orElseThrow(() -> new KeyAccessException(
                        Reason.DAMAGED,
                        file + ", key " + key.id() + ": public: holds no public key that this JDK knows"));
        // 2026-11-24T10:00:00Z, checked by the parser; only a card's own reader knows more of PIN and touch.
        String seconds = key.created().substring(0, key.created().length() - 1);
        KeyFacts facts = new KeyFacts(
                LocalDateTime.parse(seconds).toInstant(ZoneOffset.UTC),
                key.origin(),
                key.place().custody() == Custody.CARD ? PinPolicy.ONCE : PinPolicy.NEVER,
                false,
                Set.copyOf(key.use()));
        List<String> aliases =
                key.aliases().stream().map(KeyParagraph.Alias::name).toList();
        return new KeyRecord(key.id(), user.name(), aliases, publicKey, key.place(), Set.copyOf(key.can()), facts);
    }
}
