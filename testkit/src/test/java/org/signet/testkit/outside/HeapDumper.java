package org.signet.testkit.outside;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.signet.SignetProvider;

/** An application that signs, logs out and writes down all its live objects; a careless one has kept its secrets itself. */
final class HeapDumper {
    private HeapDumper() {}

    /** @param args alias, algorithm, file of the dump, and for a careless one a PKCS#12; the password comes by standard input */
    public static void main(String[] args) throws Exception {
        AuthProvider signet = new SignetProvider();
        char[] password = password();
        List<Object> kept = new ArrayList<>();
        if (args.length > 3) {
            kept.add(password.clone());
            kept.add(key(Path.of(args[3]), args[0]));
        }
        KeyStore keys = KeyStore.getInstance("Signet", signet);
        keys.load(null, password);
        Arrays.fill(password, ' ');
        Signature signs = Signature.getInstance(args[1], signet);
        signs.initSign((PrivateKey) keys.getKey(args[0], null));
        signs.update((byte) 1);
        System.out.println("signed " + signs.sign().length + " bytes");
        signet.logout();
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[2], true);
        System.out.println("kept " + kept.size());
    }

    /** Past System.in, whose buffer would keep it. */
    private static char[] password() throws IOException {
        byte[] bytes = new byte[100];
        try (FileInputStream in = new FileInputStream(FileDescriptor.in)) {
            char[] password = new char[in.read(bytes)];
            for (int i = 0; i < password.length; i++) {
                password[i] = (char) bytes[i];
            }
            return password;
        } finally {
            Arrays.fill(bytes, (byte) 0);
        }
    }

    private static Object key(Path pkcs12, String alias) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(pkcs12)) {
            keys.load(in, "changeit".toCharArray());
        }
        return keys.getKey(alias, "changeit".toCharArray());
    }
}
