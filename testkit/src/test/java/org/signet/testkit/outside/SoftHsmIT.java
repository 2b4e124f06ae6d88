package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.testkit.piv.SelfSigned;
import org.signet.testkit.process.Checkout;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;
import org.signet.testkit.process.ReaderTurn;

/**
 * Claim 6 of the patent with a real PKCS#11 token: SoftHSM's, which the JDK's own SunPKCS11 opens and works with, and from which
 * no key comes. Everything runs in processes of their own, for the library reads its configuration once.
 */
class SoftHsmIT {
    private static final String PIN = "83920174";
    private static final String PASSPHRASE = "correct horse battery";
    private static final List<String> LIBRARIES = List.of(
            "/usr/lib/softhsm/libsofthsm2.so",
            "/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so",
            "/usr/lib64/softhsm/libsofthsm2.so",
            "/usr/lib64/pkcs11/libsofthsm2.so");

    @TempDir
    private Path folder;

    private Path library;
    private Path pkcs11;

    @BeforeEach
    void aTokenWithTwoKeys() throws Exception {
        Optional<String> found =
                LIBRARIES.stream().filter(l -> Files.exists(Path.of(l))).findFirst();
        if (found.isEmpty()) {
            Pcscd.refuse(SoftHsmIT.class, "SoftHSM (softhsm2) is not installed");
        }
        library = Path.of(found.orElseThrow());
        folder = folder.toRealPath();
        Files.createDirectory(folder.resolve("tokens"));
        Files.writeString(folder.resolve("softhsm2.conf"), "directories.tokendir = " + folder.resolve("tokens") + "\n");
        pkcs11 = Files.writeString(
                folder.resolve("pkcs11.cfg"), "name = soft\nlibrary = " + library + "\nslotListIndex = 0\n");
        Files.writeString(
                folder.resolve("java.security"),
                "security.provider.13=SunPKCS11 " + pkcs11 + "\nsecurity.provider.14=org.signet.SignetProvider\n");
        Files.createDirectory(
                folder.resolve("users"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        secret("pin", PIN);
        secret("wrong", "83920175");
        secret("passphrase", PASSPHRASE);
        run(List.of("softhsm2-util", "--init-token", "--free", "--label", "signet", "--pin", PIN, "--so-pin", PIN))
                .succeeds();
        importKey("sig", KeyUsage.digitalSignature | KeyUsage.keyEncipherment, "RSA", 2048);
        importKey("ec", KeyUsage.digitalSignature, "EC", 256);
    }

    private void secret(String name, String value) throws IOException {
        Files.setPosixFilePermissions(
                Files.writeString(folder.resolve(name), value), PosixFilePermissions.fromString("rw-------"));
    }

    private void importKey(String alias, int usage, String algorithm, int size) throws Exception {
        java.security.KeyPairGenerator generator = java.security.KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size);
        KeyPair pair = generator.generateKeyPair();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        Certificate[] chain = {SelfSigned.certificate("CN=" + alias, pair, usage)};
        store.setKeyEntry(alias, pair.getPrivate(), PASSPHRASE.toCharArray(), chain);
        Path file = folder.resolve(alias + ".p12");
        try (var out = Files.newOutputStream(file)) {
            store.store(out, PASSPHRASE.toCharArray());
        }
        run(List.of(
                        jdk("keytool"),
                        "-importkeystore",
                        "-noprompt",
                        "-srckeystore",
                        file.toString(),
                        "-srcstoretype",
                        "PKCS12",
                        "-srcstorepass",
                        PASSPHRASE,
                        "-destkeystore",
                        "NONE",
                        "-deststoretype",
                        "PKCS11",
                        "-deststorepass",
                        PIN,
                        "-providerclass",
                        "sun.security.pkcs11.SunPKCS11",
                        "-providerarg",
                        pkcs11.toString()))
                .succeeds();
        Files.delete(file);
    }

    private static String jdk(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private Ran run(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment()
                .put("SOFTHSM2_CONF", folder.resolve("softhsm2.conf").toString());
        ReaderTurn.settle(builder.environment());
        return Ran.of(builder);
    }

    private Ran signet(String... words) {
        List<String> command = new ArrayList<>(List.of(
                jdk("java"),
                "-XX:TieredStopAtLevel=1",
                "-Djava.security.properties=" + folder.resolve("java.security"),
                "-Dsignet.userfile=" + folder.resolve("users"),
                "-cp",
                Checkout.SIGNET.toString(),
                "org.signet.cli.Main"));
        command.addAll(List.of(words));
        return run(command);
    }

    private Ran add(String pin, String alias) {
        return signet(
                "user",
                "add",
                "carol",
                "--custody",
                "facility",
                "--facility-provider",
                "SunPKCS11-soft",
                "--facility-alias",
                alias,
                "--facility-password-file",
                folder.resolve(pin).toString(),
                "--passphrase-file",
                folder.resolve("passphrase").toString());
    }

    @Test
    void theTokenSignsForAJarsignerThatKnowsNothingOfIt() throws Exception {
        String refused = add("wrong", "sig").ends(1);
        assertTrue(refused.contains("wrong PIN"), refused);
        assertFalse(refused.contains("83920175"), refused);
        add("pin", "sig").succeeds();
        String added = signet(
                        "key",
                        "add",
                        "--user",
                        "carol",
                        "--facility-provider",
                        "SunPKCS11-soft",
                        "--facility-alias",
                        "ec",
                        "--facility-password-file",
                        folder.resolve("pin").toString(),
                        "--passphrase-file",
                        folder.resolve("passphrase").toString())
                .succeeds();
        assertTrue(added.contains("stays in the facility PKCS11 of SunPKCS11-soft"), added);
        String list = signet("key", "list", "--user", "carol", "--json").succeeds();
        assertTrue(list.contains("\"place\":\"facility PKCS11 of SunPKCS11-soft, key sig\""), list);
        String file = Files.readString(folder.resolve("users").resolve("users").resolve("carol.user"));
        assertTrue(file.contains("place: facility PKCS11 SunPKCS11-soft - sig\norigin: unknown\n"), file);
        assertTrue(file.contains("can: rsa-") && file.contains("can: ecdsa"), file);
        assertFalse(file.contains("WRAPPED KEY"), file);
        for (String alias : List.of("sig", "ec")) {
            signs(alias);
        }
    }

    private void signs(String alias) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(jdk("jarsigner"), "-storetype", "Signet", "-keystore", "NONE", "-storepass", PASSPHRASE));
        command.addAll(Stream.of(
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.security.properties=" + folder.resolve("java.security"),
                        "-Dsignet.userfile=" + folder.resolve("users"),
                        "-Dsignet.user=carol",
                        "-cp",
                        Checkout.SIGNET.toString())
                .map(option -> "-J" + option)
                .toList());
        Path small = small(alias);
        command.addAll(List.of(small.toString(), alias));
        String signed = run(command).succeeds();
        assertTrue(signed.contains("jar signed"), signed);
        String verified =
                run(List.of(jdk("jarsigner"), "-verify", small.toString())).succeeds();
        assertTrue(verified.contains("jar verified"), verified);
    }

    private Path small(String name) throws IOException {
        Path text = Files.writeString(folder.resolve(name + ".txt"), name);
        Path jar = folder.resolve(name + "-small.jar");
        run(List.of(
                        jdk("jar"),
                        "cf",
                        jar.toString(),
                        "-C",
                        folder.toString(),
                        text.getFileName().toString()))
                .succeeds();
        return jar;
    }
}
