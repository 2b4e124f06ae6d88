package org.signet.testkit.userfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Collections;
import java.util.Comparator;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.signet.userfile.UserFiles;

/** One run's folders: the user information file, the writers' keys and what the writers said. */
final class Desk implements AutoCloseable {
    private static final FileAttribute<?> MODE_0700 =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path home;

    Desk() throws IOException, GeneralSecurityException {
        home = Files.createTempDirectory("signet-writers", MODE_0700);
        Files.createDirectory(keys());
        Files.createDirectory(folder(), MODE_0700); // so that a writer's first session has its file
        WriterKeys.make(keys());
    }

    Path folder() {
        return home.resolve("signet");
    }

    Path keys() {
        return home.resolve("keys");
    }

    Path ledger(String writer) {
        return home.resolve(writer + ".ledger");
    }

    Path errors(String writer) {
        return home.resolve(writer + ".errors");
    }

    /** The folder of a user whom a writer enrols itself. */
    Path makeFolder(String writer) throws IOException {
        return Files.createDirectory(home.resolve(writer), MODE_0700);
    }

    /** A user with a card. */
    void enrol(String user) throws IOException, GeneralSecurityException {
        new CardEntries(Work.endless(folder(), user, true, keys(), ""), WriterKeys.read(keys())).enrol();
    }

    /** A user of the file, with no entry left. */
    void enrolByPassphrase(String user) throws IOException, GeneralSecurityException {
        try (UserFiles files = Jvm.open(folder());
                FileEntries entries = new FileEntries(files, user, WriterKeys.read(keys()))) {
            entries.set("first", 0);
            entries.delete("first");
        }
    }

    /** @throws org.signet.key.KeyAccessException if a file is damaged */
    static Set<String> aliases(UserFiles files) {
        return files.directory().users().stream()
                .flatMap(user -> files.directory().keys(user).stream())
                .flatMap(key -> key.aliases().stream())
                .collect(Collectors.toSet());
    }

    /** Logs in and signs with every entry, and counts them. */
    static int signed(Path folder, String user) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("Signet", Jvm.signet(folder, user));
        store.load(null, Writer.PASSPHRASE.toCharArray());
        int signed = 0;
        for (String alias : Collections.list(store.aliases())) {
            Signature signature = Signature.getInstance("SHA256withRSA", store.getProvider());
            signature.initSign((PrivateKey) store.getKey(alias, null));
            byte[] bytes = signature.sign();
            Signature verifier = Signature.getInstance("SHA256withRSA");
            verifier.initVerify(store.getCertificate(alias));
            if (!verifier.verify(bytes)) {
                throw new GeneralSecurityException(alias + " signs, but not as its certificate says");
            }
            signed++;
        }
        return signed;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        }
    }
}
