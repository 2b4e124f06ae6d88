package org.signet.testkit.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.cert.X509Certificate;
import javax.crypto.Cipher;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.junit.platform.commons.support.AnnotationSupport;
import org.signet.testkit.process.Pcscd;

/** Has Alice's card in the reader and Signet in its place, counts what the card is asked for, and writes down what passed. */
public final class Matrix implements InvocationInterceptor {
    private static final Path RESULTS = House.at("../matrix.tsv");

    /** The card is in the reader from the first suite to the end of the JVM. */
    private record Inserted() implements AutoCloseable {
        @Override
        public void close() {
            AliceCard.remove();
        }
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        haveTheCardIn(context);
        Case tried = (Case) method.getArguments().get(0);
        Program program = program(context);
        if (!tried.isForeign()) {
            logIn(tried);
        }
        long before = AliceCard.operations();
        list(tried.hasSignetFirst());
        try {
            invocation.proceed();
        } finally {
            list(false);
        }
        assertEquals(
                tried.isCard() ? program.operations() : 0,
                AliceCard.operations() - before,
                "private-key operations at the card");
        if (!tried.isForeign()) {
            passed(program, tried);
        }
    }

    /** Has Signet first or last among the providers of this JVM. */
    private static void list(boolean first) {
        Provider signet = Security.getProvider("Signet");
        Security.removeProvider("Signet");
        Security.insertProviderAt(signet, first ? 1 : Security.getProviders().length + 1);
    }

    private static void haveTheCardIn(ExtensionContext context) throws IOException {
        Pcscd.require(context.getRequiredTestClass());
        AliceCard.insert();
        context.getRoot()
                .getStore(ExtensionContext.Namespace.create(Matrix.class))
                .getOrComputeIfAbsent(Inserted.class, key -> new Inserted());
    }

    private static Program program(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Program.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Program.class))
                .orElseThrow();
    }

    /**
     * The login's challenge is no operation of the program's, nor is the one by which the first decryption of a session by PKCS #1 v1.5
     * learns what it answers bad paddings: whoever is in this JVM is connected, and has decrypted, before it begins.
     */
    private static void logIn(Case tried) throws Exception {
        KeyStore keys = KeyStore.getInstance(tried.stub().toFile(), (char[]) null);
        PrivateKey key = (PrivateKey) keys.getKey(tried.alias(), null);
        if (tried.isRsa()) {
            decrypt(key, tried.certificate());
        } else {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.sign();
        }
    }

    private static void decrypt(PrivateKey key, X509Certificate certificate) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, certificate.getPublicKey());
        byte[] secret = cipher.doFinal(new byte[1]);
        cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.DECRYPT_MODE, key);
        cipher.doFinal(secret);
    }

    private static synchronized void passed(Program program, Case tried) throws IOException {
        String row = String.join("\t", program.value(), program.does(), program.page(), tried.road(), tried.algorithm())
                + System.lineSeparator();
        Files.writeString(RESULTS, row, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
