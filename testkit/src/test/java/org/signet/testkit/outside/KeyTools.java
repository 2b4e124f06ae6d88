package org.signet.testkit.outside;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.signet.testkit.piv.SelfSigned;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Ran;

/** keytool and jarsigner as a person types them who has nothing but signet.jar. */
final class KeyTools {
    private static final List<String> BY_CLASS =
            List.of("-providerclass", "org.signet.SignetProvider", "-providerpath", "signet.jar");

    private final Desk desk;

    KeyTools(Desk desk) {
        this.desk = desk;
    }

    /** keytool on the keystore NONE. */
    Ran keytool(String password, String... words) {
        return keytoolAt("NONE", password, words);
    }

    /** @param keystore NONE or a stub */
    Ran keytoolAt(String keystore, String password, String... words) {
        List<String> command = new ArrayList<>(List.of(words));
        command.addAll(BY_CLASS);
        command.addAll(List.of("-storetype", "Signet", "-keystore", keystore, "-storepass", password));
        return desk.jdk("keytool", command);
    }

    /** keytool without a password, with a provider's argument, which stands right behind its class. */
    Ran keytoolConfigured(String argument, String... words) {
        List<String> arguments = new ArrayList<>(List.of(words));
        arguments.addAll(List.of("-providerclass", "org.signet.SignetProvider", "-providerarg", argument));
        arguments.addAll(List.of("-providerpath", "signet.jar", "-storetype", "Signet", "-keystore", "NONE"));
        arguments.add("-protected");
        return desk.jdk("keytool", arguments);
    }

    /** All of my.p12 into NONE. */
    Ran importKeys(String password) {
        return importKeysTo("NONE", password);
    }

    /** @param keystore NONE or a stub */
    Ran importKeysTo(String keystore, String password) {
        List<String> command = new ArrayList<>(List.of(
                "-importkeystore", "-srckeystore", "my.p12", "-srcstoretype", "PKCS12", "-srcstorepass", "changeit"));
        command.addAll(List.of("-destkeystore", keystore, "-deststoretype", "Signet"));
        command.addAll(List.of("-deststorepass", password, "-noprompt"));
        command.addAll(BY_CLASS);
        return desk.jdk("keytool", command);
    }

    /** Signs app.jar with the key called so, the provider being named by its class. */
    Ran jarsigner(String keystore, String password, String alias) {
        return jarsignerWith(
                keystore, password, alias, "-providerClass", "org.signet.SignetProvider", "-J-cp", "-Jsignet.jar");
    }

    /** @param more where the provider comes from */
    Ran jarsignerWith(String keystore, String password, String alias, String... more) {
        Stream<String> store = Stream.of("-storetype", "Signet", "-keystore", keystore, "-storepass", password);
        return desk.jdk(
                "jarsigner",
                Stream.of(store, Arrays.stream(more), Stream.of("app.jar", alias))
                        .flatMap(words -> words)
                        .toList());
    }

    /** An app.jar that nobody has signed. */
    void packApp() throws IOException {
        try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(desk.at("app.jar")), new Manifest())) {
            jar.putNextEntry(new ZipEntry("hello"));
            jar.write("hello".getBytes(UTF_8));
        }
    }

    /** @return what jarsigner says of app.jar */
    String verifiedApp() {
        return desk.jdk("jarsigner", List.of("-verify", "-verbose:summary", "-certs", "app.jar"))
                .succeeds();
    }

    /** Whoever signed all that is in app.jar, as the JDK's own verifier sees it. */
    List<String> signersOfApp() throws IOException {
        try (JarFile jar = new JarFile(desk.at("app.jar").toFile(), true)) {
            JarEntry entry = jar.getJarEntry("hello");
            jar.getInputStream(entry).readAllBytes(); // the signers are known once all was read
            return Stream.ofNullable(entry.getCodeSigners())
                    .flatMap(Arrays::stream)
                    .map(signer -> signer.getSignerCertPath().getCertificates().get(0))
                    .map(certificate -> ((X509Certificate) certificate)
                            .getSubjectX500Principal()
                            .getName())
                    .toList();
        }
    }

    /** A my.p12 with a key of each kind: me (RSA) and ec. */
    void makePkcs12() throws GeneralSecurityException, IOException {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        for (String[] key : new String[][] {{"me", "RSA", "2048"}, {"ec", "EC", "256"}}) {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(key[1]);
            generator.initialize(Integer.parseInt(key[2]));
            KeyPair pair = generator.generateKeyPair();
            Certificate certificate = SelfSigned.certificate("CN=" + key[0], pair, KeyUsage.digitalSignature);
            keys.setKeyEntry(key[0], pair.getPrivate(), "changeit".toCharArray(), new Certificate[] {certificate});
        }
        try (OutputStream out = Files.newOutputStream(desk.at("my.p12"))) {
            keys.store(out, "changeit".toCharArray());
        }
    }
}
