package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** keytool and jarsigner of the JDK that runs the tests, with nothing but signet.jar, for a user without a card. */
class ToolsIT {
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    private static Path shelf;

    @TempDir
    private Path folder;

    private Desk desk;

    /** A PKCS#12 with an RSA and an EC key, as a user has them; made once. */
    @BeforeAll
    static void makeThePkcs12() throws IOException {
        Desk maker = new Desk(shelf);
        for (String key : List.of("me RSA -keysize 2048", "ec EC -groupname secp256r1")) {
            String[] word = key.split(" ", 4);
            maker.jdk(
                            "keytool",
                            List.of(
                                    "-genkeypair",
                                    "-alias",
                                    word[0],
                                    "-keyalg",
                                    word[1],
                                    word[2],
                                    word[3],
                                    "-dname",
                                    "CN=me",
                                    "-storetype",
                                    "PKCS12",
                                    "-keystore",
                                    "my.p12",
                                    "-storepass",
                                    "changeit"))
                    .succeeds();
        }
    }

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
        Files.copy(shelf.resolve("my.p12"), desk.at("my.p12"));
    }

    /** @param words a line as a person types it, up to the store's type */
    private Ran keytool(String password, String... words) {
        return keytool("NONE", password, words);
    }

    private Ran keytool(String keystore, String password, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(List.of(
                "-storetype",
                "Signet",
                "-keystore",
                keystore,
                "-storepass",
                password,
                "-providerclass",
                "org.signet.SignetProvider",
                "-providerpath",
                "signet.jar"));
        return desk.jdk("keytool", command);
    }

    private Ran importKey(String alias, String passphrase) {
        return desk.jdk(
                "keytool",
                List.of(
                        "-importkeystore",
                        "-srckeystore",
                        "my.p12",
                        "-srcstoretype",
                        "PKCS12",
                        "-srcstorepass",
                        "changeit",
                        "-srcalias",
                        alias,
                        "-destkeystore",
                        "NONE",
                        "-deststoretype",
                        "Signet",
                        "-deststorepass",
                        passphrase,
                        "-destkeypass",
                        passphrase,
                        "-providerclass",
                        "org.signet.SignetProvider",
                        "-providerpath",
                        "signet.jar"));
    }

    private Ran jarsigner(String password, String alias, String... more) {
        return desk.jdk(
                "jarsigner",
                Stream.concat(
                                Stream.of("-storetype", "Signet", "-keystore", "NONE", "-storepass", password),
                                Stream.concat(Stream.of(more), Stream.of("app.jar", alias)))
                        .toList());
    }

    private void makeAppJar() throws IOException {
        desk.write("hello", "hello");
        desk.jdk("jar", List.of("cf", "app.jar", "hello")).succeeds();
    }

    private void assertSigned() {
        String said = desk.jdk("jarsigner", List.of("-verify", "app.jar")).succeeds();
        assertTrue(said.contains("jar verified"), said);
    }

    @Test
    void anImportedKeyIsListedSignsARequestAndAJar() throws IOException {
        importKey("me", PASSPHRASE).succeeds();
        String list = keytool(PASSPHRASE, "-list").succeeds();
        assertTrue(list.matches("(?s).*\\bme, .*PrivateKeyEntry.*"), list);
        keytool(PASSPHRASE, "-certreq", "-alias", "me", "-file", "csr").succeeds();
        assertTrue(desk.run("openssl", "req", "-verify", "-noout", "-in", "csr")
                .succeeds()
                .contains("OK"));
        makeAppJar();
        jarsigner(PASSPHRASE, "me", "-providerClass", "org.signet.SignetProvider", "-J-cp", "-Jsignet.jar")
                .succeeds();
        assertSigned();
    }
}
