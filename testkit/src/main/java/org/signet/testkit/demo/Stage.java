package org.signet.testkit.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.signet.House;
import org.signet.SignetProvider;
import org.signet.key.NewKey;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.key.Token;
import org.signet.key.User;
import org.signet.manager.UserAdministration;
import org.signet.testkit.piv.SelfSigned;

/** What an administrator prepared before the play: a user information file with Alice and Bob, and a keystore stub for each. */
final class Stage {
    private final Path folder;
    private final Holder alice;
    private final char[] bobsPassphrase;

    Stage(Path folder, Holder alice, char[] bobsPassphrase) {
        this.folder = Objects.requireNonNull(folder);
        this.alice = Objects.requireNonNull(alice);
        this.bobsPassphrase = bobsPassphrase.clone();
    }

    /** Where a program finds the user's keystore. */
    Path stub(String user) {
        return folder.resolve(user + ".keystore");
    }

    char[] password(String user) {
        return user.equals("alice") ? alice.pin() : bobsPassphrase.clone();
    }

    /** Enrols both and registers the provider, last, as {@code java.security} would. @return the card's name and reader */
    Token set() throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        String configuration = "--userfile=" + folder.toAbsolutePath() + ";card.readers=" + alice.readers();
        Token card = enrol(configuration);
        Security.addProvider(new SignetProvider().configure(configuration));
        for (String user : List.of("alice", "bob")) {
            Files.writeString(stub(user), "signet-keystore: 1\nuser: " + user + "\n");
        }
        return card;
    }

    private Token enrol(String configuration) throws GeneralSecurityException {
        try (House house = House.open(Optional.of(configuration))) {
            UserAdministration administration = house.administration();
            List<Token> cards = administration.cards();
            if (cards.size() != 1) {
                throw new GeneralSecurityException(
                        "the demonstration wants exactly one card in the readers, and there are " + cards.size() + ": "
                                + cards.stream().map(Token::id).toList());
            }
            User self = house.self();
            administration.enrolByCard(
                    "alice", self.uid(), self.gid(), cards.get(0).id(), answer(alice.pin()));
            administration.enrolByPassphrase("bob", self.uid(), self.gid(), bobsKey(), answer(bobsPassphrase.clone()));
            return cards.get(0);
        }
    }

    /** Bob's software key, as an administrator would bring it in a PKCS#12. */
    private static NewKey bobsKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        KeyPair pair = generator.generateKeyPair();
        X509Certificate certificate = SelfSigned.certificate(
                "CN=bob,O=Signet testkit", pair, KeyUsage.digitalSignature | KeyUsage.keyEncipherment);
        return new NewKey("bobkey", pair.getPrivate(), pair.getPublic(), List.of(certificate));
    }

    /** Answers as the administrator's form would: from a program. */
    private static SecretPrompt answer(char[] secret) {
        return request -> {
            try {
                return Optional.of(new Secret(secret, Secret.Origin.PROGRAM));
            } finally {
                Arrays.fill(secret, '\0');
            }
        };
    }
}
