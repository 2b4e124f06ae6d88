package org.signet.crypto;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.util.IPAddress;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** The subject's alternative names (RFC 5280, 4.2.1.6) in a request or in a certificate that a key gives itself. */
public final class AlternativeNames {
    public static final AlternativeNames NONE = new AlternativeNames(List.of());

    private static final int DNS_LONGEST = 253; // RFC 1035, 2.3.4, without the root's dot
    private static final String LABEL = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?";
    private static final Pattern HOST = Pattern.compile(LABEL + "(\\." + LABEL + ")*");
    private static final Pattern MAILBOX = Pattern.compile("[!-~&&[^()<>\\[\\]:;@\\\\,\"]]+"); // RFC 5321's dot-string
    private static final Pattern NEXT = Pattern.compile(",(?=(?i:dns|ip|email|uri):)");

    private final List<GeneralName> names;

    private AlternativeNames(List<GeneralName> names) {
        this.names = List.copyOf(names);
    }

    /**
     * As keytool writes them: {@code dns:example.org,ip:192.0.2.7,email:a@example.org,uri:https://example.org/a}.
     *
     * @throws KeyAccessException DATA for what is no such name; it says which
     */
    public static AlternativeNames of(String text) {
        return new AlternativeNames(Arrays.stream(NEXT.split(text, -1))
                .map(AlternativeNames::name)
                .distinct()
                .toList());
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** @param critical where the subject's name is empty (RFC 5280, 4.2.1.6) */
    Optional<Extension> extension(boolean critical) {
        if (names.isEmpty()) {
            return Optional.empty();
        }
        try {
            byte[] value = new GeneralNames(names.toArray(GeneralName[]::new)).getEncoded("DER");
            return Optional.of(new Extension(Extension.subjectAlternativeName, critical, value));
        } catch (IOException e) {
            throw new IllegalStateException("names of text and octets have an encoding", e);
        }
    }

    private static GeneralName name(String text) {
        int colon = text.indexOf(':');
        String kind = text.substring(0, Math.max(colon, 0)).toLowerCase(Locale.ROOT);
        String value = text.substring(colon + 1);
        return switch (kind) {
            case "dns" -> checked(isDns(value), GeneralName.dNSName, text, "a host, or *. and a host (xn-- in ASCII)");
            case "ip" -> checked(isAddress(value), GeneralName.iPAddress, text, "an IPv4 or IPv6 address");
            case "email" -> checked(isMailbox(value), GeneralName.rfc822Name, text, "an address NAME@HOST in ASCII");
            case "uri" ->
                checked(isUri(value), GeneralName.uniformResourceIdentifier, text, "an absolute URI in ASCII");
            default -> throw bad(text, "an alternative name is written dns:HOST, ip:ADDRESS, email:ADDRESS or uri:URI");
        };
    }

    private static GeneralName checked(boolean good, int tag, String text, String wanted) {
        if (!good) {
            throw bad(text, "after " + text.substring(0, text.indexOf(':') + 1) + " stands " + wanted);
        }
        return new GeneralName(tag, text.substring(text.indexOf(':') + 1));
    }

    private static KeyAccessException bad(String text, String wanted) {
        return new KeyAccessException(Reason.DATA, wanted + "; not " + text);
    }

    private static boolean isDns(String value) {
        return isHost(value.startsWith("*.") ? value.substring(2) : value);
    }

    private static boolean isHost(String value) {
        return value.length() <= DNS_LONGEST && HOST.matcher(value).matches();
    }

    /** No name is looked up. */
    private static boolean isAddress(String value) {
        return IPAddress.isValidIPv4(value) || IPAddress.isValidIPv6(value);
    }

    private static boolean isMailbox(String value) {
        int at = value.indexOf('@');
        return at > 0 && MAILBOX.matcher(value.substring(0, at)).matches() && isHost(value.substring(at + 1));
    }

    private static boolean isUri(String value) {
        try {
            return new URI(value).isAbsolute() && value.chars().allMatch(c -> c < 0x80);
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
