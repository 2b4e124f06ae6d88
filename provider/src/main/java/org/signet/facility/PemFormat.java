package org.signet.facility;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.signet.crypto.EncryptionServices;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** A PEM file with one private key in any of {@link PemKey}'s forms, and perhaps its certificate chain. */
final class PemFormat implements Format {
    /** What the only key of a PEM file is called. */
    static final String REFERENCE = "key";

    private final String name;

    /** @param name what a user might call the key */
    PemFormat(String name) {
        this.name = name;
    }

    /** The key's block, and the certificates around it. */
    private record Parts(PemKey key, List<X509Certificate> certificates) {}

    @Override
    public boolean isLocked(byte[] bytes) {
        return parts(bytes).key().isLocked();
    }

    @Override
    public SoftwareContents open(byte[] bytes, Optional<Secret> secret, EncryptionServices services) {
        Parts parts = parts(bytes);
        DecodedKey key = parts.key().open(secret);
        Entry entry = Entry.of(REFERENCE, name, key.publicKey(), chain(key, parts.certificates()));
        return new SoftwareContents(services).with(entry, key.pkcs8());
    }

    /** From the key's own certificate on. */
    private static List<X509Certificate> chain(DecodedKey key, List<X509Certificate> certificates) {
        byte[] spki = key.publicKey().getEncoded();
        for (int i = 0; i < certificates.size(); i++) {
            if (Arrays.equals(certificates.get(i).getPublicKey().getEncoded(), spki)) {
                return certificates.subList(i, certificates.size());
            }
        }
        return List.of();
    }

    private static Parts parts(byte[] bytes) {
        List<PemKey> keys = new ArrayList<>();
        List<X509Certificate> certificates = new ArrayList<>();
        try (PemReader reader =
                new PemReader(new InputStreamReader(new ByteArrayInputStream(bytes), StandardCharsets.ISO_8859_1))) {
            for (PemObject object = reader.readPemObject(); object != null; object = reader.readPemObject()) {
                if (object.getType().equals("CERTIFICATE")) {
                    certificates.add(certificate(object.getContent()));
                } else {
                    PemKey.of(object).ifPresent(keys::add);
                }
            }
        } catch (KeyAccessException e) {
            throw e;
        } catch (IOException | RuntimeException e) { // Bouncy Castle's DecoderException is one of the second
            throw new KeyAccessException(
                    Reason.DATA, "it is no PEM: " + e.getClass().getSimpleName(), e);
        }
        if (keys.size() != 1) {
            throw new KeyAccessException(
                    Reason.DATA,
                    "a PEM facility holds one private key, with its certificates; this one holds " + keys.size());
        }
        return new Parts(keys.get(0), certificates);
    }

    private static X509Certificate certificate(byte[] der) throws IOException {
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509", "SUN").generateCertificate(new ByteArrayInputStream(der));
        } catch (GeneralSecurityException e) {
            throw new IOException("a certificate cannot be read", e);
        }
    }
}
