package org.signet.testkit.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;

/** Figure 3 in both directions, then the card out and in again. */
final class Figure3 {
    private final Stage stage;
    private final Holder alice;
    private final Narrator narrator;
    private final Path out;
    private int verified;

    /** @param out where the messages and certificates are left */
    Figure3(Stage stage, Holder alice, Narrator narrator, Path out) {
        this.stage = Objects.requireNonNull(stage);
        this.alice = Objects.requireNonNull(alice);
        this.narrator = Objects.requireNonNull(narrator);
        this.out = Objects.requireNonNull(out);
    }

    /** @return the line of truth */
    String play(byte[] message) throws Exception {
        Files.write(out.resolve("message.txt"), message);
        KeyStore alices = open("alice", "Alice");
        KeyStore bobs = open("bob", "Bob");
        writeCertificates("alice", alices);
        writeCertificates("bob", bobs);
        send("a-to-b", "Alice", alices, "Bob", bobs, message);
        send("b-to-a", "Bob", bobs, "Alice", alices, message);
        outAndIn(alices, bobs, message);
        return "Verified: " + verified
                + " signatures, 2 of them on messages that were also encrypted and decrypted, 1 made while"
                + " the card was out, 2 after its return. The card did " + narrator.cardOperations()
                + " of the private-key steps, the user information file the others.";
    }

    private KeyStore open(String user, String name) throws Exception {
        char[] password = stage.password(user);
        try {
            return narrator.privately(
                    name + " connects: KeyStore.load",
                    "key store manager -> user information file, opened by the passphrase",
                    () -> MailApplication.open(stage.stub(user), password));
        } finally {
            Arrays.fill(password, '\0');
        }
    }

    private void send(String file, String from, KeyStore fromKeys, String to, KeyStore toKeys, byte[] message)
            throws Exception {
        narrator.title(from + " writes to " + to);
        MailApplication.Identity signer = MailApplication.signer(fromKeys);
        MailApplication.Identity recipient = MailApplication.recipient(toKeys);
        byte[] signed = narrator.privately(
                from + " signs the message", software(signer), () -> MailApplication.sign(signer, message));
        byte[] enveloped = narrator.publicly(
                from + " encrypts it for " + to, () -> MailApplication.encrypt(recipient.certificate(), signed));
        Files.write(out.resolve(file + ".p7s"), signed);
        Files.write(out.resolve(file + ".p7m"), enveloped);
        byte[] opened = narrator.privately(
                to + " decrypts the message", software(recipient), () -> MailApplication.decrypt(recipient, enveloped));
        byte[] read = narrator.publicly(
                to + " verifies " + from + "'s signature", () -> MailApplication.verify(signer.certificate(), opened));
        if (!Arrays.equals(message, read)) {
            throw new SignatureException(to + " read another message than " + from + " wrote");
        }
        verified++;
    }

    private void outAndIn(KeyStore alices, KeyStore bobs, byte[] message) throws Exception {
        narrator.title("Alice takes her card out");
        MailApplication.Identity handle = MailApplication.signer(alices);
        alice.takeOut();
        narrator.say("Alice's handle: " + refusal(handle, message));
        signAndVerify("Bob signs while her card is out", MailApplication.signer(bobs), message);
        narrator.title("Alice puts her card in again");
        alice.putIn();
        char[] pin = stage.password("alice");
        try {
            narrator.privately(
                    "Alice connects: KeyStore.load", "", () -> MailApplication.open(stage.stub("alice"), pin));
        } finally {
            Arrays.fill(pin, '\0');
        }
        signAndVerify("Alice signs with the old handle", handle, message);
        signAndVerify("Alice signs from the old KeyStore object", MailApplication.signer(alices), message);
    }

    private void signAndVerify(String what, MailApplication.Identity signer, byte[] message) throws Exception {
        byte[] signed = narrator.privately(what, software(signer), () -> MailApplication.sign(signer, message));
        if (!Arrays.equals(message, MailApplication.verify(signer.certificate(), signed))) {
            throw new SignatureException(what + ": it does not verify");
        }
        verified++;
    }

    /** The one clear message that an application gets while the card is out. */
    private static String refusal(MailApplication.Identity handle, byte[] message) throws Exception {
        try {
            MailApplication.sign(handle, message);
        } catch (Exception e) { // Bouncy Castle wraps it as it likes
            Throwable cause = e;
            while (cause.getCause() != null && !(cause instanceof SignatureException)) {
                cause = cause.getCause();
            }
            return cause.getMessage();
        }
        throw new SignatureException("the handle signed although the card is out");
    }

    /** The road of a key that is on no card. */
    private static String software(MailApplication.Identity identity) {
        return "key store manager -> user information file -> encryption service, key " + identity.alias();
    }

    /** The signing certificate first, then the others. */
    private void writeCertificates(String user, KeyStore keys) throws GeneralSecurityException, IOException {
        Set<X509Certificate> certificates = new LinkedHashSet<>();
        certificates.add(MailApplication.signer(keys).certificate());
        certificates.add(MailApplication.recipient(keys).certificate());
        Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
        StringBuilder pem = new StringBuilder();
        for (X509Certificate certificate : certificates) {
            pem.append("-----BEGIN CERTIFICATE-----\n")
                    .append(lines.encodeToString(certificate.getEncoded()))
                    .append("\n-----END CERTIFICATE-----\n");
        }
        Files.write(out.resolve(user + ".pem"), pem.toString().getBytes(StandardCharsets.US_ASCII));
    }
}
