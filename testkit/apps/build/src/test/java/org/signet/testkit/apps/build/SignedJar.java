package org.signet.testkit.apps.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Ran;

/** A jar before and after it is signed, and OpenSSL's word on the signature. */
final class SignedJar {
    private static final String CONTENT = "hello.txt";

    private SignedJar() {}

    /** A jar of one file, unsigned. */
    static void make(Path jar) throws IOException {
        make(jar, Map.of());
    }

    /** @param more what shall be in it beside that file, by name */
    static void make(Path jar, Map<String, byte[]> more) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            add(out, CONTENT, new byte[] {'h', 'i'});
            for (Map.Entry<String, byte[]> entry : more.entrySet()) {
                add(out, entry.getKey(), entry.getValue());
            }
        }
    }

    private static void add(JarOutputStream out, String name, byte[] content) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(content);
    }

    /** OpenSSL finds that the signature is of that key's and over the signature file, which has the manifest's digest, and that the file's. */
    static void opensslBelieves(Path jar, Case tried, Path folder) throws Exception {
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            Path block = extract(zip, tried.isRsa() ? ".RSA" : ".EC", folder);
            Path signed = extract(zip, ".SF", folder);
            Path signer = folder.resolve("signer.pem");
            Ran.of(new ProcessBuilder(
                            "openssl",
                            "cms",
                            "-verify",
                            "-binary",
                            "-inform",
                            "DER",
                            "-in",
                            block.toString(),
                            "-content",
                            signed.toString(),
                            "-purpose",
                            "any",
                            "-CAfile",
                            House.authority().toString(),
                            "-signer",
                            signer.toString(),
                            "-out",
                            "/dev/null"))
                    .succeeds();
            assertEquals(tried.certificate(), certificate(signer));
            byte[] manifest = read(zip, JarFile.MANIFEST_NAME);
            digestIsRight(parsed(Files.readAllBytes(signed)).getMainAttributes(), "-Digest-Manifest", manifest);
            digestIsRight(parsed(manifest).getAttributes(CONTENT), "-Digest", read(zip, CONTENT));
        }
    }

    /** A signature file has a manifest's form. */
    private static Manifest parsed(byte[] text) throws IOException {
        return new Manifest(new ByteArrayInputStream(text));
    }

    /** The one attribute that ends so, which begins with the hash function. */
    private static void digestIsRight(Attributes attributes, String end, byte[] of) throws GeneralSecurityException {
        List<Object> names = attributes.keySet().stream()
                .filter(name -> name.toString().endsWith(end))
                .toList();
        assertEquals(1, names.size(), names::toString);
        String hash = names.get(0).toString().replace(end, "");
        String expected = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance(hash).digest(of));
        assertEquals(expected, attributes.get(names.get(0)));
    }

    private static Certificate certificate(Path file) throws Exception {
        try (InputStream in = Files.newInputStream(file)) {
            return CertificateFactory.getInstance("X.509").generateCertificate(in);
        }
    }

    private static Path extract(ZipFile zip, String end, Path folder) throws IOException {
        List<String> names = zip.stream()
                .map(ZipEntry::getName)
                .filter(name -> name.startsWith("META-INF/") && name.endsWith(end))
                .toList();
        assertEquals(1, names.size(), names::toString);
        return Files.write(folder.resolve("block" + end), read(zip, names.get(0)));
    }

    private static byte[] read(ZipFile zip, String name) throws IOException {
        return zip.getInputStream(zip.getEntry(name)).readAllBytes();
    }
}
