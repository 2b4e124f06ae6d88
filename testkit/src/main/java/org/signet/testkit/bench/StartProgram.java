package org.signet.testkit.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Security;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Locale;
import javax.smartcardio.TerminalFactory;

/** What {@link StartRows} starts a JVM for; "signed" on standard output is its end. */
final class StartProgram {
    private StartProgram() {}

    /** @param arguments {@code software FILE}, {@code providers FILE}, {@code bare}, or {@code signet} */
    public static void main(String[] arguments) throws Exception {
        switch (arguments[0].toLowerCase(Locale.ROOT)) {
            case "software" -> software(Path.of(arguments[1]));
            case "providers" -> {
                Security.getProviders();
                software(Path.of(arguments[1]));
            }
            case "bare" ->
                new BarePiv(TerminalFactory.getInstance("PC/SC", null), BenchCard.PIN)
                        .authenticate(BarePiv.RSA_2048, 0x9A, CardRows.pkcs1(new byte[32]));
            case "signet" -> signet();
            default -> throw new IllegalArgumentException("no program " + arguments[0]);
        }
        System.out.println("signed");
        System.out.flush();
    }

    /** With a key that is no secret of Signet's: the JDK signs, and Signet is merely there or not. */
    private static void software(Path pkcs8) throws Exception {
        PrivateKey key =
                KeyFactory.getInstance("RSA").generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(pkcs8)));
        sign(key);
    }

    private static void signet() throws Exception {
        Security.addProvider(new org.signet.SignetProvider());
        KeyStore keys = KeyStore.getInstance("Signet");
        keys.load(null, BenchCard.PIN.toCharArray());
        sign((PrivateKey) keys.getKey("piv-9a", null));
    }

    private static void sign(PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initSign(key);
        signature.update(new byte[100]);
        signature.sign();
    }
}
