package org.signet.testkit.apps;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import org.signet.testkit.process.Checkout;

/** A road and a kind of key: what a program is tried with. */
public enum Case {
    CARD_RSA("card", "alice", "rsa"),
    CARD_EC("card", "alice", "ec"),
    FILE_RSA("file", "bob", "rsa"),
    FILE_EC("file", "bob", "ec"),
    /** The JDK's own software keys in a PKCS#12, while Signet is listed before all other providers. */
    FOREIGN_FIRST_RSA("foreign", "bob", "rsa"),
    FOREIGN_FIRST_EC("foreign", "bob", "ec"),
    /** The same while it is listed after them, as it is for Signet's own keys. */
    FOREIGN_LAST_RSA("foreign", "bob", "rsa"),
    FOREIGN_LAST_EC("foreign", "bob", "ec");

    /** The names of those with an RSA key, for {@code @EnumSource}. */
    public static final String RSA = ".*_RSA";
    /** The names of those with a key of Signet's. */
    public static final String OWN = "(CARD|FILE)_.*";
    /** The names of those that are both. */
    public static final String OWN_RSA = "(CARD|FILE)_RSA";

    /** What a P-256 key for ECDH is called, for both of them: a PIV card's signing keys do not agree. Its certificate is its own. */
    public static final String AGREE = "agree";

    private final String road;
    private final String user;
    private final String alias;

    Case(String road, String user, String alias) {
        this.road = road;
        this.user = user;
        this.alias = alias;
    }

    /** Alice, who has a card, or Bob, who has none. */
    public String user() {
        return user;
    }

    /** What the key is called, for both of them. */
    public String alias() {
        return alias;
    }

    /** For the table: RSA-2048, P-256. */
    public String algorithm() {
        return isRsa() ? "RSA-2048" : "P-256";
    }

    public boolean isCard() {
        return road.equals("card");
    }

    public boolean isRsa() {
        return alias.equals("rsa");
    }

    /** Whether Signet has nothing to do with the key, and is merely listed. */
    public boolean isForeign() {
        return road.equals("foreign");
    }

    /** Whether Signet is listed before all other providers, and not after them. */
    public boolean hasSignetFirst() {
        return this == FOREIGN_FIRST_RSA || this == FOREIGN_FIRST_EC;
    }

    /** For the table: card, file; foreign is not in it. */
    public String road() {
        return road;
    }

    /** A keystore stub that means this user, or a foreign key's PKCS#12: it opens without a password. */
    public Path stub() {
        return isForeign() ? House.at("foreign.p12") : House.at(user + ".keystore");
    }

    /** The same for programs that insist on a password, which is {@link #secret}. */
    public Path locked() {
        return isForeign() ? House.foreign() : stub();
    }

    /** The file with the user's PIN or passphrase, which the programs are given where they insist on a password. */
    public Path secretFile() {
        return House.at((isForeign() ? road : user) + ".secret");
    }

    /** PIN or passphrase, or the password of a foreign key's PKCS#12. */
    public String secret() throws IOException {
        return Files.readString(secretFile()).strip();
    }

    /** What a page says, program or configuration, with the type of this case's keystore. */
    public String typed(String text) {
        return isForeign() ? text.replaceAll("\\bSignet\\b", "PKCS12") : text;
    }

    /** The overlay of java.security for a program that is a process of its own. */
    public Path overlay() {
        return hasSignetFirst() ? House.first() : Checkout.ROOT.resolve("META-INF-templates/java.security");
    }

    /** The key's certificate and its authority's, PEM. */
    public Path chainFile() {
        return House.at(user + "-" + alias + ".pem");
    }

    /** The key's certificate alone. */
    public X509Certificate certificate() throws IOException, GeneralSecurityException {
        return chain().get(0);
    }

    /** The key's certificate, then its authority's. */
    public List<X509Certificate> chain() throws IOException, GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(Files.readAllBytes(chainFile())))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
