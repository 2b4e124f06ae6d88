package org.signet.testkit.outside;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.ByteArrayInputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Signature;
import java.util.Arrays;
import org.signet.SignetProvider;

/** A server with two users, alice and bob, who both have signed and both stay connected; it writes down all its live objects. */
final class TwoUsersDumper {
    private TwoUsersDumper() {}

    /** @param args file of the dump, then for each user name, alias and algorithm; a line of standard input is each one's secret */
    public static void main(String[] args) throws Exception {
        Provider signet = new SignetProvider();
        KeyStore alice = signed(signet, args[1], args[2], args[3]);
        KeyStore bob = signed(signet, args[4], args[5], args[6]);
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class).dumpHeap(args[0], true);
        sign(signet, alice, args[2], args[3]); // both are connected still
        sign(signet, bob, args[5], args[6]);
        System.out.println("signed again");
    }

    private static KeyStore signed(Provider signet, String user, String alias, String algorithm) throws Exception {
        byte[] stub = ("signet-keystore: 1\nuser: " + user + "\n").getBytes(StandardCharsets.US_ASCII);
        char[] secret = line();
        KeyStore keys = KeyStore.getInstance("Signet", signet);
        keys.load(new ByteArrayInputStream(stub), secret);
        Arrays.fill(secret, ' ');
        sign(signet, keys, alias, algorithm);
        return keys;
    }

    private static void sign(Provider signet, KeyStore keys, String alias, String algorithm) throws Exception {
        Signature signature = Signature.getInstance(algorithm, signet);
        signature.initSign((PrivateKey) keys.getKey(alias, null));
        signature.update((byte) 1);
        signature.sign();
    }

    /** Byte by byte, past System.in, whose buffer would keep it. */
    private static char[] line() throws IOException {
        char[] line = new char[100];
        int length = 0;
        FileInputStream in = new FileInputStream(FileDescriptor.in); // not closed: the next line is in it
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line[length++] = (char) b;
        }
        try {
            return Arrays.copyOf(line, length);
        } finally {
            Arrays.fill(line, ' ');
        }
    }
}
