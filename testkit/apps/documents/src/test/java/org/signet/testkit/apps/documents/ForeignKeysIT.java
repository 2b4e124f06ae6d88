package org.signet.testkit.apps.documents;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;

/** What worked without Signet works with it, listed first or last: the programs of the pages with the software keys of a PKCS#12. */
class ForeignKeysIT {
    /** How the JDK is told to write a PKCS#12 that opens without a password, as the programs open theirs. */
    private static final List<String> OPEN =
            List.of("keystore.pkcs12.certProtectionAlgorithm", "keystore.pkcs12.macAlgorithm");

    private final Provider signet = Security.getProvider("Signet");

    @TempDir
    private Path folder;

    private Path keys;

    @BeforeEach
    void aFileWithoutAPassword() throws Exception {
        KeyStore bobs = KeyStore.getInstance(House.foreign().toFile(), House.CHANGEIT.toCharArray());
        KeyStore open = KeyStore.getInstance("PKCS12");
        open.load(null, null);
        for (String alias : List.of("rsa", "ec")) {
            open.setKeyEntry(
                    alias,
                    bobs.getKey(alias, House.CHANGEIT.toCharArray()),
                    new char[0],
                    bobs.getCertificateChain(alias));
        }
        keys = folder.resolve("keys.p12");
        OPEN.forEach(property -> System.setProperty(property, "NONE"));
        try (OutputStream out = Files.newOutputStream(keys)) {
            open.store(out, null);
        } finally {
            OPEN.forEach(System::clearProperty);
        }
    }

    @AfterEach
    void signetIsLastAgain() {
        place(false);
    }

    private void place(boolean first) {
        Security.removeProvider("Signet");
        Security.insertProviderAt(signet, first ? 1 : Security.getProviders().length + 1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void documentsAreSigned(boolean first) throws Exception {
        place(first);
        for (Case bobs : List.of(Case.FILE_RSA, Case.FILE_EC)) {
            for (String page : List.of("pdfbox", "openpdf")) {
                Path signed = folder.resolve(page + bobs + ".pdf");
                Listing.of(page).run(keys, bobs.alias(), Pdf.in(folder), signed);
                Pdf.isBelieved(signed, bobs);
            }
        }
        Path order = Files.writeString(folder.resolve("order.xml"), "<order>sealing wax</order>");
        Path signed = folder.resolve("signed.xml");
        Listing.of("xml-signature").run(keys, "rsa", order, XmlSignatureIT.PSS, signed);
        XmlSignatureIT.santuarioBelieves(signed, Case.FILE_RSA);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tokensAreSignedAndDecrypted(boolean first) throws Exception {
        place(first);
        Path token = folder.resolve("token");
        for (String page : List.of("nimbus-jose-jwt", "jose4j")) {
            Path text = Files.writeString(folder.resolve("text"), "sealing wax");
            for (Case bobs : List.of(Case.FILE_RSA, Case.FILE_EC)) {
                Listing.of(page).run("sign", keys, bobs.alias(), text, token);
                Jws.isBelieved(Files.readString(token), bobs);
                Path sealed = Files.writeString(
                        folder.resolve("sealed"),
                        Jwe.byNimbus(bobs.certificate().getPublicKey(), "sealing wax"));
                assertFalse(Files.readString(sealed).contains("wax"));
                Listing.of(page).run("decrypt", keys, bobs.alias(), sealed, text);
                assertEquals("sealing wax", Files.readString(text));
            }
        }
    }
}
