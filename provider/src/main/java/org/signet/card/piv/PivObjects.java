package org.signet.card.piv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.signet.card.CardDataException;
import org.signet.iso7816.Tlv;
import org.signet.iso7816.TlvException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** The data objects of SP 800-73-4 part 1, appendix A, as their readers find them: hostile bytes. */
final class PivObjects {
    static final int APPLICATION_PIN = 0x80;
    static final int GLOBAL_PIN = 0x00;

    private static final int GUID_BYTES = 16;
    private static final int FASC_N_BYTES = 25;
    private static final int MAX_CERTIFICATE = 32 * 1024;
    private static final int MAX_RATIO = 20;
    private static final int LARGEST = 3052; // of a YubiKey's object; others say 6A84 earlier
    private static final int GLOBAL_COUNTS = 0x20;
    private static final int GLOBAL_FIRST = 0x20;
    private static final byte[] NO_KEYS = {0};

    // TIG SCEPACS 2.3: agency code 9999 begins every FASC-N that is not one card's own.
    private static final String NO_AGENCY = "d4e739da";

    private PivObjects() {}

    /** A card's own number from its CHUID: the GUID, else the FASC-N, in lower-case hex. */
    static String identity(byte[] object) throws CardDataException {
        try {
            Tlv chuid = container(object);
            Optional<String> guid = own(chuid.child(0x34), GUID_BYTES);
            return guid.isPresent() ? guid.get() : fascN(chuid);
        } catch (TlvException e) {
            throw new CardDataException("the CHUID (5FC102) cannot be read: " + e.getMessage(), e);
        }
    }

    private static String fascN(Tlv chuid) throws TlvException, CardDataException {
        return own(chuid.child(0x30), FASC_N_BYTES)
                .filter(n -> !n.startsWith(NO_AGENCY))
                .orElseThrow(
                        () -> new CardDataException("the CHUID (5FC102) has neither a GUID nor a FASC-N of its own"));
    }

    private static Optional<String> own(Optional<Tlv> number, int length) {
        return number.filter(n -> n.length() == length)
                .map(n -> HexFormat.of().formatHex(n.value()))
                .filter(hex -> hex.chars().anyMatch(c -> c != '0'));
    }

    /**
     * Which PIN the card wants first (part 1, 3.3.2: 5F2F of the discovery object): the global one where it counts here and
     * is the card's own first choice, else, and where the object cannot be read, the application's.
     */
    static int pin(byte[] object) {
        try {
            byte[] policy = discovery(object).need(0x5F2F).value();
            boolean global = policy.length == 2 && (policy[0] & GLOBAL_COUNTS) != 0 && policy[1] == GLOBAL_FIRST;
            return global ? GLOBAL_PIN : APPLICATION_PIN;
        } catch (TlvException e) {
            return APPLICATION_PIN;
        }
    }

    private static Tlv discovery(byte[] object) throws TlvException {
        Tlv discovery = Tlv.one(object);
        if (discovery.tag() != 0x7E) {
            throw new TlvException("%X stands where 7E is due".formatted(discovery.tag()));
        }
        return discovery;
    }

    /**
     * How many retired keys have their certificate on the card, from 82 on (part 1, table 19: C1 of the key history); all
     * places where the object cannot be read.
     */
    static int retiredKeys(byte[] object) {
        try {
            Tlv history = container(object);
            byte[] count = history.length() == 0 ? NO_KEYS : history.need(0xC1).value();
            int most = PivSlot.retired().size();
            return count.length == 1 && count[0] >= 0 ? Math.min(count[0], most) : most;
        } catch (TlvException e) {
            return PivSlot.retired().size();
        }
    }

    /** The certificate in a slot's object; empty where the object is. */
    static Optional<X509Certificate> certificate(String slot, byte[] object) throws CardDataException {
        try {
            Tlv container = container(object);
            if (container.length() == 0) {
                return Optional.empty();
            }
            byte[] content = container.need(0x70).value();
            if (content.length == 0) { // a place that waits for its certificate
                return Optional.empty();
            }
            return Optional.of(parse(isCompressed(content) ? inflate(content) : content));
        } catch (TlvException e) {
            throw new CardDataException("the certificate of " + slot + " cannot be read: " + e.getMessage(), e);
        } catch (IOException | CertificateException e) {
            throw new CardDataException("the certificate of " + slot + " cannot be parsed", e);
        } catch (RuntimeException e) { // what a certificate parser throws at bytes nobody foresaw
            throw new CardDataException("the certificate of " + slot + " cannot be parsed", e);
        }
    }

    /** What PUT DATA writes for a certificate: 70, 71 CertInfo, FE (part 1, table 10). @throws KeyAccessException CANNOT */
    static byte[] content(X509Certificate certificate, boolean compressed) {
        try {
            byte[] der = certificate.getEncoded();
            byte[] info = {(byte) (compressed ? 1 : 0)};
            Tlv content = Tlv.of(
                    0x53, Tlv.of(0x70, compressed ? deflate(der) : der), Tlv.of(0x71, info), Tlv.of(0xFE, new byte[0]));
            if (content.length() <= LARGEST) {
                return content.value();
            }
            if (!compressed) {
                return content(certificate, true);
            }
        } catch (CertificateException | IOException e) {
            throw new KeyAccessException(Reason.DATA, "a certificate that has no encoding", e);
        }
        throw new KeyAccessException(Reason.CANNOT, "the certificate is too long for a card, compressed too");
    }

    private static byte[] deflate(byte[] der) throws IOException {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(compressed)) {
            out.write(der);
        }
        return compressed.toByteArray();
    }

    private static Tlv container(byte[] object) throws TlvException {
        Tlv container = Tlv.one(object);
        if (container.tag() != 0x53) {
            throw new TlvException("%X stands where 53 is due".formatted(container.tag()));
        }
        return container;
    }

    // Part 1, table 10: CertInfo 71 says gzip by its lowest bit, and on cards before 800-73-3 by its highest.
    // The content says it by itself (RFC 1952, 2.3.1): no certificate begins so.
    private static boolean isCompressed(byte[] content) {
        return content.length > 1 && content[0] == 0x1F && content[1] == (byte) 0x8B;
    }

    private static byte[] inflate(byte[] compressed) throws IOException, CardDataException {
        int most = Math.min(MAX_CERTIFICATE, MAX_RATIO * compressed.length);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(compressed))) {
            byte[] der = in.readNBytes(most + 1);
            if (der.length > most) {
                throw new CardDataException("a certificate inflates to more than " + most + " bytes");
            }
            return der;
        }
    }

    private static X509Certificate parse(byte[] der) throws CertificateException {
        CertificateFactory factory = CertificateFactory.getInstance("X.509");
        X509Certificate certificate = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(der));
        if (certificate.getEncoded().length != der.length) {
            throw new CertificateException("something follows the certificate");
        }
        return certificate;
    }
}
