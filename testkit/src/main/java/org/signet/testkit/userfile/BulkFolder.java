package org.signet.testkit.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.signet.crypto.SshSignature;
import org.signet.wrap.Kdf;
import org.signet.wrap.KdfCost;
import org.signet.wrap.MasterKey;

/**
 * Writes a folder of many users, fast: their files are such as Signet writes, each with a sealer and wrapped keys of its own, but
 * nobody waits for an Argon2id each. The first few have a passphrase; the others' master keys are noise that no passphrase opens,
 * which nobody sees who only looks them up.
 */
final class BulkFolder {
    static final int KEYS_OF_A_USER = WriterKeys.COUNT;

    private static final FileAttribute<?> MODE_0700 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    private static final FileAttribute<?> MODE_0600 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final int COLUMNS = 64;
    private static final Base64.Encoder BASE64 = Base64.getEncoder();
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(COLUMNS, new byte[] {'\n'});

    private final Path users;
    private final List<WriterKeys.Key> keys;
    private final SecureRandom random = new SecureRandom();

    /** @param folder the user information file, which is made */
    BulkFolder(Path folder, WriterKeys keys) throws IOException {
        Files.createDirectory(folder, MODE_0700);
        this.users = Files.createDirectory(folder.resolve("users"), MODE_0700);
        this.keys = IntStream.range(0, KEYS_OF_A_USER)
                .mapToObj(keys::key)
                .sorted(Comparator.comparing(key -> key.id().hex()))
                .toList();
    }

    static String name(int user) {
        return "user" + user;
    }

    /** @param passphrases how many of them can log in */
    void write(int number, int passphrases) {
        IntStream.range(0, number).parallel().forEach(user -> {
            try {
                Path file = Files.createFile(users.resolve(name(user) + ".user"), MODE_0600);
                Files.write(file, text(name(user), user < passphrases).getBytes(US_ASCII));
            } catch (IOException | GeneralSecurityException e) {
                throw new IllegalStateException(name(user) + " cannot be written", e);
            }
        });
    }

    private String text(String name, boolean opens) throws GeneralSecurityException {
        byte[] id = new byte[16];
        random.nextBytes(id);
        String hex = HexFormat.of().formatHex(id);
        try (MasterKey master = MasterKey.fresh(hex)) {
            PublicKey sealer = master.sealer();
            String enrolment = "signet-user: 1\nuser: " + name + "\nid: " + hex
                    + "\nuid: 1001\ngid: 1001\ncustody: file\nlogin: passphrase\nsealer: " + base64(sealer.getEncoded())
                    + "\nenrolled: 1\n";
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(enrolment.getBytes(US_ASCII));
            Kdf kdf = Kdf.fresh(KdfCost.STANDARD);
            StringBuilder body = new StringBuilder("body: 1\nenrolment: 1 ")
                    .append(HexFormat.of().formatHex(hash))
                    .append("\nkdf: ")
                    .append(kdf.text())
                    .append("\nmaster: ")
                    .append(base64(opens ? master.wrap(kdf, Writer.PASSPHRASE.toCharArray()) : noise()))
                    .append("\n\n");
            for (WriterKeys.Key key : keys) {
                body.append(paragraph(key, master)).append('\n');
            }
            byte[] seal = master.seal(sealer, "body@signet", body.toString().getBytes(US_ASCII));
            return enrolment + '\n' + body + SshSignature.armour(seal);
        }
    }

    private static String paragraph(WriterKeys.Key key, MasterKey master) throws GeneralSecurityException {
        X509Certificate certificate = key.certificate();
        return "key: " + key.id().hex() + "\npublic: " + base64(key.publicKey().getEncoded())
                + "\nplace: file\norigin: imported\ncan: rsa-raw\ncreated: 2026-11-24T10:00:00Z\n"
                + block(
                        "SIGNET WRAPPED KEY",
                        master.wrapKey(key.id(), key.privateKey().getEncoded()))
                + "alias: " + key.id().hex().substring(0, 8) + '\n' + block("CERTIFICATE", certificate.getEncoded());
    }

    private byte[] noise() {
        byte[] wrapped = new byte[MasterKey.WRAPPED_BYTES];
        random.nextBytes(wrapped);
        return wrapped;
    }

    private static String block(String label, byte[] bytes) {
        return "-----BEGIN " + label + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + label + "-----\n";
    }

    private static String base64(byte[] bytes) {
        return BASE64.encodeToString(bytes);
    }
}
