package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Ran;

/** {@code signet key …} and keytool as a person types them who has nothing but signet.jar; openssl is the CA. */
class KeyCommandsIT {
    private static final String PASSPHRASE = "correct horse battery";

    @TempDir
    private Path folder;

    private Desk desk;

    @BeforeEach
    void sitDown() throws IOException {
        desk = new Desk(folder);
        secret("passphrase", PASSPHRASE);
    }

    private void secret(String name, String text) throws IOException {
        Files.setPosixFilePermissions(desk.write(name, text), PosixFilePermissions.fromString("rw-------"));
    }

    private Ran key(String... words) {
        List<String> command = new ArrayList<>(List.of("-jar", "signet.jar", "key"));
        command.addAll(List.of(words));
        if (!words[0].equals("list")) {
            command.addAll(List.of("--passphrase-file", "passphrase"));
        }
        return desk.jdk("java", command);
    }

    private static void assertSays(String said, String... words) {
        for (String word : words) {
            assertTrue(said.contains(word), said);
        }
    }

    @Test
    void aKeyIsMadeCertifiedByACaRenamedAndDestroyed() throws Exception {
        assertSays(
                key("generate", "--alg", "ec:P-256", "--alias", "mail").succeeds(),
                "EC-256 key mail",
                "on this host",
                "wrapped in the file");
        Files.writeString(
                desk.at("mail.csr"),
                key("csr", "mail", "--subject", "CN=alice,O=Example").succeeds());
        String request = desk.run("openssl", "req", "-verify", "-noout", "-text", "-in", "mail.csr")
                .succeeds();
        assertSays(request, "OK", "CN = alice", "prime256v1");
        certify();
        assertSays(key("cert", "import", "reply.pem").succeeds(), "mail is certified by 2 certificates");
        assertSays(key("list").succeeds(), "mail", "EC-256", "generated in the file", "CN=alice");
        assertSays(key("rename", "mail", "post").succeeds(), "mail is called post now");
        String json = key("list", "--json").succeeds();
        assertSays(json, "\"aliases\":[\"post\"]", "\"origin\":\"file\"", "\"subject\":\"CN=alice");
        String refused = key("delete", "post").ends(1);
        assertSays(refused, "DESTROYS the private key post", "nobody can be asked");
        assertEquals(json, key("list", "--json").succeeds());
        key("delete", "post", "--yes").succeeds();
        assertEquals("[]\n", key("list", "--json").succeeds());
    }

    /** A root that signs the request; the reply has the root first. */
    private void certify() {
        desk.bash("openssl req -x509 -newkey ed25519 -nodes -keyout ca.key -out ca.pem -subj /CN=ca -days 10")
                .succeeds();
        desk.bash("openssl x509 -req -in mail.csr -CA ca.pem -CAkey ca.key -set_serial 7 -days 5 -out mail.pem")
                .succeeds();
        desk.bash("cat ca.pem mail.pem > reply.pem").succeeds();
    }

    @Test
    void alternativeNamesAreInTheRequestAndInTheKeysOwnCertificate() throws Exception {
        String names = "dns:mail.example,ip:192.0.2.7,ip:2001:db8::7,email:a@mail.example,uri:https://mail.example/";
        key("generate", "--alg", "ec:P-256", "--alias", "mail", "--self-signed", "CN=mail", "--san", names)
                .succeeds();
        Files.writeString(
                desk.at("mail.csr"), key("csr", "mail", "--san", names).succeeds());
        List<String> export = List.of("-jar", "signet.jar", "user", "cert", System.getProperty("user.name"));
        Files.writeString(desk.at("mail.pem"), desk.jdk("java", export).succeeds());
        String[] shown = {
            "DNS:mail.example",
            "IP Address:192.0.2.7",
            "IP Address:2001:DB8:0:0:0:0:0:7",
            "email:a@mail.example",
            "URI:https://mail.example/"
        };
        String request =
                desk.bash("openssl req -verify -noout -text -in mail.csr 2>&1").succeeds();
        assertSays(request, "OK", "Requested Extensions", String.join(", ", shown));
        assertSays(desk.bash("openssl x509 -noout -text -in mail.pem").succeeds(), String.join(", ", shown));
        assertSays(
                key("csr", "mail", "--san", "dns:mail.example,ip:mail.example").ends(2),
                "after ip: stands an IPv4 or IPv6 address; not ip:mail.example");
        assertSays(
                key("generate", "--alg", "ed25519", "--alias", "x", "--san", "dns:a")
                        .ends(2),
                "--self-signed");
    }

    @Test
    void aCertificateOfAnotherKeyIsRefusedAndAMistypedKindIsUsage() {
        key("generate", "--alg", "ed25519", "--alias", "mine", "--self-signed", "CN=me")
                .succeeds();
        desk.bash("openssl req -x509 -newkey ed25519 -nodes -keyout o.key -out o.pem -subj /CN=other -days 10")
                .succeeds();
        assertSays(
                key("cert", "import", "o.pem", "--alias", "mine").ends(1), "none of the 1 certificates is of this key");
        assertSays(key("generate", "--alg", "rsa:999", "--alias", "x").ends(2), "rsa has 3072");
        assertSays(key("csr", "nobody").ends(1), "no key of that name");
    }

    @Test
    void whatOpensslAndTheJdkHaveMadeIsImported() throws Exception {
        secret("password", "changeit");
        desk.bash("openssl genpkey -algorithm ed25519 -out plain.pem && chmod 600 plain.pem")
                .succeeds();
        desk.jdk(
                        "keytool",
                        List.of(
                                "-genkeypair",
                                "-keyalg",
                                "Ed25519",
                                "-alias",
                                "me",
                                "-dname",
                                "CN=me",
                                "-keystore",
                                "my.p12",
                                "-storetype",
                                "PKCS12",
                                "-storepass",
                                "changeit"))
                .succeeds();
        assertSays(key("import", "my.p12", "--password-file", "password").succeeds(), "Ed25519 key me", "is imported");
        assertSays(key("import", "plain.pem", "--alias", "p").succeeds(), "Ed25519 key p");
        secret("wrong", "changeitnot");
        assertSays(key("import", "my.p12", "--password-file", "wrong").ends(1), "password");
        String listed = key("list").succeeds();
        assertSays(listed, "CN=me", "imported", "without a certificate");
        assertFalse(listed.contains("never on the host"), listed);
    }

    /** jca-facts 4 and 21: keytool makes a key at Signet only where that was opted into. */
    @Test
    void keytoolMakesAKeyWhereItWasOptedInto() throws Exception {
        keytool(making("outside"), "-J-Dsignet.keygen=false").succeeds(); // by the JDK, and then an import
        assertSays(key("list").succeeds(), "outside", "imported");
        keytool(making("made"), "-J-Dsignet.keygen=true").succeeds();
        KeyTools tools = new KeyTools(desk);
        tools.packApp();
        tools.jarsigner("NONE", PASSPHRASE, "made").succeeds();
        assertEquals(List.of("CN=made"), tools.signersOfApp());
        tools.keytool(PASSPHRASE, "-changealias", "-alias", "made", "-destalias", "other")
                .succeeds();
        assertSays(key("list").succeeds(), "other", "generated in the file", "CN=made");
        tools.keytool(PASSPHRASE, "-delete", "-alias", "other").succeeds();
        assertFalse(key("list").succeeds().contains("generated"));
    }

    private static List<String> making(String alias) {
        return List.of("-genkeypair", "-keyalg", "Ed25519", "-alias", alias, "-dname", "CN=" + alias);
    }

    private Ran keytool(List<String> words, String option) {
        List<String> command = new ArrayList<>(words);
        command.addAll(List.of("-J-cp", "-Jsignet.jar", option, "-addprovider", "Signet", "-providername", "Signet"));
        command.addAll(List.of("-storetype", "Signet", "-keystore", "NONE", "-storepass", PASSPHRASE));
        return desk.jdk("keytool", command);
    }
}
