package org.signet.testkit.apps;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;

/** A road and a kind of key: what a program is tried with. */
public enum Case {
    CARD_RSA("alice", "rsa", "RSA-2048"),
    CARD_EC("alice", "ec", "P-256"),
    FILE_RSA("bob", "rsa", "RSA-2048"),
    FILE_EC("bob", "ec", "P-256");

    private final String user;
    private final String alias;
    private final String algorithm;

    Case(String user, String alias, String algorithm) {
        this.user = user;
        this.alias = alias;
        this.algorithm = algorithm;
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
        return algorithm;
    }

    public boolean isCard() {
        return this == CARD_RSA || this == CARD_EC;
    }

    public boolean isRsa() {
        return this == CARD_RSA || this == FILE_RSA;
    }

    /** For the table: card, file. */
    public String road() {
        return isCard() ? "card" : "file";
    }

    /** A keystore stub that means this user. */
    public Path stub() {
        return House.at(user + ".keystore");
    }

    /** The file with the user's PIN or passphrase, which the programs are given where they insist on a password. */
    public Path secretFile() {
        return House.at(user + ".secret");
    }

    /** PIN or passphrase. */
    public String secret() throws IOException {
        return Files.readString(secretFile()).strip();
    }

    /** What a P-256 key for ECDH is called, for both of them: a PIV card's signing keys do not agree. Its certificate is its own. */
    public static final String AGREE = "agree";

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
                .generateCertificates(new java.io.ByteArrayInputStream(Files.readAllBytes(chainFile())))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }
}
