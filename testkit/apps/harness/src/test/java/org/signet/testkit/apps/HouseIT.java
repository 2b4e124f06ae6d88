package org.signet.testkit.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;

/** Furnishes the household of all modules after this one, with the commands that its users would type. */
class HouseIT {
    private static final String MEANT_FOR =
            " -ext ku=digitalSignature,nonRepudiation,keyEncipherment,dataEncipherment,keyAgreement"
                    + " -ext eku=serverAuth,clientAuth,emailProtection,codeSigning";
    private static final String BY_CA =
            " -rfc -keystore ca.p12 -storepass changeit -alias ca -validity 365" + MEANT_FOR;

    /** How the JDK is told to write a PKCS#12 that opens without a password. */
    private static final List<String> OPEN =
            List.of("keystore.pkcs12.certProtectionAlgorithm", "keystore.pkcs12.macAlgorithm");

    private Desk desk;

    @Test
    void aliceHasACardAndBobHasNone() throws Exception {
        Pcscd.require(HouseIT.class);
        empty(House.at(""));
        desk = House.desk();
        authority();
        configuration();
        bob();
        AliceCard.insert();
        try {
            alice();
        } finally {
            AliceCard.remove();
        }
        foreign();
        signetFirst();
        for (Case each : Case.values()) {
            List<X509Certificate> chain = each.chain();
            assertEquals(2, chain.size(), each::name);
            assertEquals(
                    "CN=" + each.user() + ",O=Signet",
                    chain.get(0).getSubjectX500Principal().getName());
            chain.get(0).verify(chain.get(1).getPublicKey());
        }
    }

    private static void empty(Path folder) throws IOException {
        Ran.of(new ProcessBuilder(
                        "rm",
                        "-rf",
                        House.at("../matrix.tsv").toString(), // whose path leads through the folder
                        folder.toString()))
                .succeeds();
        Files.createDirectories(folder);
    }

    private void type(String... lines) {
        for (String line : lines) {
            desk.bash("umask 077; set -o pipefail; " + line).succeeds();
        }
    }

    private void signet(String words) {
        type("java -XX:TieredStopAtLevel=1 -jar signet.jar " + words);
    }

    private void authority() {
        type(
                "keytool -genkeypair -keystore ca.p12 -storepass changeit -alias ca -keyalg RSA -dname CN=ca,O=Signet"
                        + " -ext bc:c -ext ku:c=keyCertSign,cRLSign,digitalSignature -validity 3650",
                "keytool -exportcert -rfc -keystore ca.p12 -storepass changeit -alias ca -file ca.pem",
                "keytool -importcert -noprompt -keystore trust.p12 -storepass changeit -alias ca -file ca.pem");
    }

    private void configuration() throws IOException {
        Files.createDirectories(House.configuration().getParent());
        Files.writeString(House.configuration(), """
                userfile=%s
                user=bob
                pin.file.file=%s
                pin.file.%s=%s
                """.formatted(
                House.at("users"), House.at("bob.secret"), House.TOKEN.replace(":", "\\:"), House.at("alice.secret")));
        secret("bob", "correct horse battery");
        secret("alice", "123456");
        signet("userfile init");
        signet("stub write bob.keystore --user bob");
        signet("stub write alice.keystore --user alice");
    }

    private static void secret(String user, String secret) throws IOException {
        Path file = House.at(user + ".secret");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, secret + "\n");
    }

    private static String named(String user) {
        return " -ext san=dns:localhost,ip:127.0.0.1,email:" + user + "@signet.example";
    }

    /** His keys were a PKCS#12's, and are imported. */
    private void bob() {
        signet("user add bob --custody file --passphrase-file bob.secret");
        for (String alias : List.of("rsa", "ec")) {
            String key = alias.equals("rsa") ? "RSA -keysize 2048" : "EC -groupname secp256r1";
            String own = " -keystore bob.p12 -storepass changeit -alias " + alias;
            type(
                    "keytool -genkeypair -dname CN=bob,O=Signet -keyalg " + key + own,
                    "keytool -certreq" + own + " | keytool -gencert" + BY_CA + named("bob") + " > bob-" + alias + ".pem"
                            + " && cat ca.pem >> bob-" + alias + ".pem",
                    "keytool -importcert -noprompt -file bob-" + alias + ".pem" + own);
        }
        type(
                "keytool -genkeypair -dname CN=bob,O=Signet -alias agree -keyalg EC -groupname secp256r1 -ext ku=keyAgreement"
                        + " -keystore bob.p12 -storepass changeit");
        type("keytool -importkeystore -noprompt -srckeystore bob.p12 -srcstorepass changeit -destkeystore bob.keystore"
                + " -deststoretype Signet -deststorepass:file bob.secret -J-cp -Jsignet.jar"
                + " -providerclass org.signet.SignetProvider");
    }

    /** His software keys once more, as the programs of the pages open theirs: without a password; all of them, and each alone. */
    private static void foreign() throws IOException, GeneralSecurityException {
        secret("foreign", House.CHANGEIT);
        KeyStore his = KeyStore.getInstance(House.foreign().toFile(), House.CHANGEIT.toCharArray());
        OPEN.forEach(property -> System.setProperty(property, "NONE"));
        try {
            keep(his, "foreign.p12", "rsa", "ec", Case.AGREE);
            keep(his, "foreign-rsa.p12", "rsa");
            keep(his, "foreign-ec.p12", "ec");
        } finally {
            OPEN.forEach(System::clearProperty);
        }
    }

    private static void keep(KeyStore his, String name, String... aliases)
            throws IOException, GeneralSecurityException {
        KeyStore open = KeyStore.getInstance("PKCS12");
        open.load(null, null);
        for (String alias : aliases) {
            open.setKeyEntry(
                    alias,
                    his.getKey(alias, House.CHANGEIT.toCharArray()),
                    new char[0],
                    his.getCertificateChain(alias));
        }
        try (OutputStream out = Files.newOutputStream(House.at(name))) {
            open.store(out, null);
        }
    }

    /** The overlay lists it last, as the JVM of this test has it; here all others follow it. */
    private static void signetFirst() throws IOException {
        List<String> names = new ArrayList<>(
                Stream.of(Security.getProviders()).map(Provider::getName).toList());
        assertEquals("Signet", names.get(names.size() - 1));
        Collections.rotate(names, 1);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < names.size(); i++) {
            all.append("security.provider.%d=%s%n".formatted(i + 1, names.get(i)));
        }
        String last = Files.readString(Case.FILE_RSA.overlay());
        Files.writeString(House.first(), last.replaceFirst("security\\.provider\\.\\d+=Signet\n", all.toString()));
    }

    /** Her keys were on the card. */
    private void alice() throws IOException {
        signet("user add alice --custody card --pin-file alice.secret");
        for (List<String> key : List.of(List.of("piv-9d", "rsa"), List.of("piv-9a", "ec"))) {
            String alias = key.get(1);
            String whose = " --user alice --pin-file alice.secret";
            signet("key rename " + key.get(0) + " " + alias + whose);
            type("java -jar signet.jar key csr " + alias + " --subject CN=alice,O=Signet" + whose
                    + " | keytool -gencert" + BY_CA + named("alice") + " > alice-" + alias
                    + ".pem && cat ca.pem >> alice-"
                    + alias + ".pem");
            signet("key cert import alice-" + alias + ".pem" + whose);
        }
        signet("key rename piv-82 agree --user alice --pin-file alice.secret");
        assertTrue(AliceCard.operations() >= 2, "her requests were signed by her card");
    }
}
