package org.signet.testkit.apps.jdk;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Program;

/** keytool as docs/keytool.md has it; openssl looks at what it made. */
class KeytoolIT {
    private static final String FACTORY = "010203040506070801020304050607080102030405060708";

    @TempDir
    private Path folder;

    /** Four logins, and the signatures of a request and of a certificate. */
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "keytool", does = "list, request, issue, export", page = "keytool", operations = 6)
    void aKeyRequestsIssuesAndIsExported(Case tried) throws Exception {
        ToolPage page = new ToolPage("keytool", folder, tried);
        page.bash("openssl req -new -newkey rsa:2048 -nodes -keyout other.key -subj /CN=other -out other.csr");
        String said = page.type("sh key", "mykey", tried.alias());
        JsseIT.says(said, "Alias name: " + tried.alias(), "Certificate chain length: 2", "CN=" + tried.user());
        JsseIT.says(page.bash("openssl req -verify -noout -in my.csr 2>&1"), "OK");
        assertEquals(tried.certificate(), certificate(page.at("my.pem")));
        certificate(page.at("other.pem")).verify(tried.certificate().getPublicKey());
    }

    private static X509Certificate certificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    /**
     * The card's management key is typed at the terminal. Each of six commands logs in, the new key signs its own certificate and a
     * request, and her card seals each change of her file.
     */
    @ParameterizedTest
    @EnumSource(
            value = Case.class,
            names = {"CARD_EC", "FILE_EC"})
    @Program(value = "keytool", does = "generate, certify, rename, delete", page = "keytool", operations = 15)
    void aKeyIsMadeCertifiedRenamedAndForgotten(Case tried) throws Exception {
        ToolPage page = new ToolPage("keytool", folder, tried);
        String said = page.type(
                "sh made",
                "keytool -genkeypair",
                "echo " + FACTORY + " | script -qefc \"keytool -genkeypair",
                " -keypass:file secret -J-Djava.security.properties=overlay -J-cp -Jsignet.jar",
                " -keypass:file secret -J-Djava.security.properties=overlay -J-cp -Jsignet.jar" + " -J-Dsignet.user="
                        + tried.user() + " -J-Dsignet.pin.prompt=console\" /dev/null; true");
        assertEquals(tried.isCard(), said.contains("management key (hex) of piv:305419896 for alice"), said);
        JsseIT.says(said, "Certificate reply was installed in keystore");
        JsseIT.says(page.bash("openssl req -verify -noout -in made.csr 2>&1"), "OK");
        String left = page.bash(ToolPage.onMyKeystore("keytool -list"));
        assertFalse(left.contains("renamed") || left.contains("made"), left);
    }

    /** A jarsigner and a server of the user's log in and sign; keytool itself asks neither card nor file for anything. */
    @ParameterizedTest
    @EnumSource(value = Case.class, mode = EnumSource.Mode.MATCH_ALL, names = Case.OWN)
    @Program(value = "keytool", does = "print a jar's and a server's certificates", page = "keytool", operations = 5)
    void theCertificatesOfOthersArePrinted(Case tried) throws Exception {
        ToolPage page = new ToolPage("keytool", folder, tried);
        page.bash("echo hello > hello && jar --create --file app.jar hello && "
                + ToolPage.onMyKeystore("jarsigner -storetype Signet") + " app.jar " + tried.alias());
        try (Hello server = Hello.serve(Files.createDirectory(folder.resolve("server")), tried)) {
            String said = page.type("sh print", "8443", server.port());
            JsseIT.says(said, "Signer #1:", "Certificate #0", "Certificate #1", "Owner: CN=" + tried.user());
        }
        assertEquals(tried.certificate(), certificate(page.at("server.pem")));
        assertEquals(tried.certificate(), certificate(page.at("signer.pem")));
        page.bash("openssl verify -CAfile " + House.authority() + " server.pem signer.pem");
    }

    /**
     * keytool makes no key under a name that is there, and asks nobody before it imports one, nor tells by its exit code that it could
     * not: the slot stays as it is unless that was said. Seven logins, yubico-piv-tool's two proofs of the management key and that of
     * the import, of two commands each, her card's seal of the change of her file, and the signature of a request.
     */
    @ParameterizedTest
    @EnumSource(value = Case.class, names = "CARD_EC")
    @Program(value = "keytool", does = "import over a key", page = "keytool", operations = 15)
    void anOccupiedSlotIsWrittenToOnlyWhereThatIsSaid(Case tried) throws Exception {
        ToolPage page = new ToolPage("keytool", folder, tried);
        Files.copy(House.foreign(), page.at("other.p12"));
        String over = page.text("sh over").strip();
        othersKey(page);
        X509Certificate before = slotsCertificate(page);
        JsseIT.says(
                page.refused(ToolPage.onMyKeystore("keytool -genkeypair -alias piv-95 -keyalg EC -dname CN=new")),
                "alias <piv-95> already exists");
        JsseIT.says(
                page.bash(atTerminal(over.replace("-J-Dsignet.card.overwrite=true ", ""))),
                "slot 95 of piv:305419896 holds another key",
                "card.overwrite=true",
                "not imported");
        assertEquals(before, slotsCertificate(page));
        page.bash(atTerminal(over));
        assertEquals(Case.FILE_RSA.certificate(), slotsCertificate(page));
        page.bash(ToolPage.onMyKeystore("keytool -certreq -alias piv-95 -file my.csr")
                + " && openssl req -verify -noout -in my.csr");
    }

    /** It came there by another tool, and her file does not list it. */
    private static void othersKey(ToolPage page) throws Exception {
        page.bash("yubico-piv-tool -r Virtual -a generate -s 95 -A ECCP256 -o slot.pub"
                + " && openssl req -x509 -newkey rsa:2048 -nodes -keyout x.key -out x.pem -subj /CN=other"
                + " && openssl x509 -in x.pem -force_pubkey slot.pub -signkey x.key -out slot.pem"
                + " && yubico-piv-tool -r Virtual -a import-certificate -s 95 -i slot.pem");
    }

    private static X509Certificate slotsCertificate(ToolPage page) throws Exception {
        page.bash(ToolPage.onMyKeystore("keytool -exportcert -rfc -alias piv-95 -file slot.pem"));
        return certificate(page.at("slot.pem"));
    }

    /** Where the card's management key is typed. */
    private static String atTerminal(String line) {
        return "echo " + FACTORY + " | script -qefc \"" + line + "\" /dev/null";
    }

    /** jca-facts 20 to 22: the sentence stands in keytool's own output, and nothing is changed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-importcert -noprompt -alias trusted -file ca.pem | Signet keeps no trusted certificates",
                "-importpass -alias word | Signet keeps private keys, not a",
                "-storepasswd -new other-horse | would change the PIN or passphrase of bob",
                "-keypasswd -alias rsa -new other-horse | the key rsa has no password of its own",
                "-certreq -alias nobody | Alias <nobody> does not exist"
            })
    void whatIsRefusedSaysWhy(String words, String sentence) throws Exception {
        ToolPage page = new ToolPage("keytool", folder, Case.FILE_RSA);
        Files.copy(House.authority(), page.at("ca.pem"));
        String said = page.refused("echo long-word | " + ToolPage.onMyKeystore("keytool " + words));
        assertTrue(said.contains("keytool error") && said.contains(sentence), said);
    }

    @Test
    void theProviderIsFoundByItsClassAndByTheClassPathToo() throws Exception {
        ToolPage page = new ToolPage("keytool", folder, Case.FILE_RSA);
        for (String found : new String[] {
            "-providerclass org.signet.SignetProvider -providerpath signet.jar",
            "-addprovider Signet -J-cp -Jsignet.jar"
        }) {
            String said = page.bash("keytool -list -keystore NONE -storetype Signet -protected " + found);
            JsseIT.says(said, "Keystore provider: Signet", "agree, ", "ec, ", "rsa, ");
        }
    }
}
