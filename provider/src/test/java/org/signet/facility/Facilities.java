package org.signet.facility;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.TestKeys;
import org.signet.crypto.EncryptionServices;
import org.signet.crypto.PrivateOperations;
import org.signet.crypto.Scheme;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyRecord;
import org.signet.key.PinLedger;
import org.signet.key.Secret;
import org.signet.key.SecretRequest;
import org.signet.key.User;

/** Storage facilities for tests, and doors to them whose prompt writes down what it was asked. */
final class Facilities {
    static final String PASSWORD = "storepw1";

    private final Path folder;
    private final PinLedger ledger = new PinLedger();
    final List<SecretRequest> asked = new ArrayList<>();

    /** @param folder a temporary one */
    Facilities(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /** A PKCS#12 by the JDK, with that key under {@code mine}. */
    Path pkcs12(String name, KeyPair pair, String password) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12", "SUN");
        store.load(null, null);
        X509Certificate certificate = TestKeys.certificate(pair, "mine");
        store.setKeyEntry("mine", pair.getPrivate(), password.toCharArray(), new Certificate[] {certificate});
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        try (var out = Files.newOutputStream(file)) {
            store.store(out, password.toCharArray());
        }
        return mode(file, "rw-------");
    }

    /** One of the files that openssl and ssh-keygen wrote, several behind each other. */
    Path pem(String name, String... parts) throws IOException {
        StringBuilder text = new StringBuilder();
        for (String part : parts) {
            text.append(resource(part));
        }
        return mode(Files.writeString(folder.resolve(name), text), "rw-------");
    }

    static String resource(String name) throws IOException {
        try (InputStream in = Facilities.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    static Path mode(Path file, String permissions) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    KeyAccess door(Facility facility) {
        int uid = uid();
        FacilitySource source = new FacilitySource(EncryptionServices.preferred(), ledger, Clock.systemUTC(), uid);
        User user = User.unenrolled("carol", uid, uid, Custody.FACILITY);
        return source.open(user, source.find(facility.token()).orElseThrow(), loss -> {});
    }

    int uid() {
        try {
            return (Integer) Files.getAttribute(folder, "unix:uid");
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** A door that was opened with that secret. */
    KeyAccess open(Facility facility, String secret) {
        KeyAccess door = door(facility);
        door.login(call(secret));
        return door;
    }

    /** @param secret null for nobody */
    Call call(String secret) {
        return call(secret, Secret.Origin.PROGRAM);
    }

    Call call(String secret, Secret.Origin origin) {
        return Call.of(
                request -> {
                    asked.add(request);
                    return Optional.ofNullable(secret).map(s -> new Secret(s.toCharArray(), origin));
                },
                Duration.ofSeconds(10));
    }

    /** Signs by that key through that door; what came back was checked with the record's public key. */
    static byte[] sign(KeyRecord key, KeyAccess door, Call call) {
        byte[] digest = new byte[32];
        Scheme.SignatureScheme scheme = key.publicKey().getAlgorithm().equals("EC")
                ? new Scheme.Ecdsa()
                : new Scheme.RsaPkcs1(org.signet.crypto.Digest.SHA256);
        return new PrivateOperations().sign(key, scheme, digest, door, call);
    }
}
