package org.signet.testkit.bench;

import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import javax.crypto.Cipher;
import org.signet.SignetProvider;

/** The card through Signet and through bare javax.smartcardio, by turns at the same card. */
final class CardRows {
    private static final byte[] MESSAGE = new byte[100];
    private static final byte[] SHA256_INFO = HexFormat.of().parseHex("3031300d060960864801650304020105000420");

    private final Machine machine;
    private final Duel duel;
    private final AuthProvider signet;

    /** @param folder empty: this user is not enrolled anywhere */
    CardRows(Machine machine, Duel duel, Path folder) {
        this.machine = machine;
        this.duel = duel;
        this.signet = (AuthProvider)
                new SignetProvider().configure("--userfile=" + folder + ";card.readers=" + machine.readers());
    }

    private record Kind(String name, Operation bare, Operation signet, double aimAt5) {}

    void run(Consumer<Row> table) throws Exception {
        KeyStore keys = KeyStore.getInstance("Signet", signet);
        keys.load(null, BenchCard.PIN.toCharArray());
        BarePiv bare = new BarePiv(machine.factory(), BenchCard.PIN);
        List<Kind> kinds = kinds(keys, bare);
        for (long delay : new long[] {0, 5}) {
            machine.card().delay(delay);
            for (Kind kind : kinds) {
                for (int threads : new int[] {1, 4}) {
                    String name = "card %s, %d ms, %d thread%s"
                            .formatted(kind.name(), delay, threads, threads == 1 ? "" : "s");
                    OptionalDouble aim = delay == 5 ? OptionalDouble.of(kind.aimAt5()) : OptionalDouble.empty();
                    table.accept(duel.fight(name, threads, kind.bare(), kind.signet(), aim));
                }
            }
        }
        machine.card().delay(0);
        signet.logout();
    }

    private List<Kind> kinds(KeyStore keys, BarePiv bare) throws Exception {
        List<Kind> kinds = new ArrayList<>();
        PrivateKey rsa = (PrivateKey) keys.getKey("piv-9a", null);
        kinds.add(new Kind(
                "RSA-2048 sign",
                () -> bare.authenticate(BarePiv.RSA_2048, 0x9A, pkcs1(digest())),
                () -> sign("SHA256withRSA", rsa),
                0.97));
        PrivateKey ec = (PrivateKey) keys.getKey("piv-9e", null);
        kinds.add(new Kind(
                "P-256 sign",
                () -> bare.authenticate(BarePiv.P_256, 0x9E, digest()),
                () -> sign("SHA256withECDSA", ec),
                0.92));
        PrivateKey decryption = (PrivateKey) keys.getKey("piv-9d", null);
        byte[] ciphertext = encrypted(keys.getCertificate("piv-9d").getPublicKey());
        kinds.add(new Kind(
                "RSA-2048 decrypt",
                () -> unpadded(bare.authenticate(BarePiv.RSA_2048, 0x9D, ciphertext)),
                () -> decrypt(decryption, ciphertext),
                0.97));
        return kinds;
    }

    private byte[] sign(String algorithm, PrivateKey key) throws Exception {
        Signature signature = Signature.getInstance(algorithm, signet);
        signature.initSign(key);
        signature.update(MESSAGE);
        return signature.sign();
    }

    private byte[] decrypt(PrivateKey key, byte[] ciphertext) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding", signet);
        cipher.init(Cipher.DECRYPT_MODE, key);
        return cipher.doFinal(ciphertext);
    }

    private static byte[] encrypted(PublicKey key) throws Exception {
        Cipher cipher = Cipher.getInstance("RSA/ECB/PKCS1Padding");
        cipher.init(Cipher.ENCRYPT_MODE, key);
        return cipher.doFinal(MESSAGE);
    }

    private static byte[] digest() throws Exception {
        return MessageDigest.getInstance("SHA-256").digest(MESSAGE);
    }

    static byte[] pkcs1(byte[] digest) {
        byte[] block = new byte[256];
        Arrays.fill(block, 2, 256, (byte) 0xFF);
        block[1] = 1;
        int info = 256 - SHA256_INFO.length - digest.length;
        block[info - 1] = 0;
        System.arraycopy(SHA256_INFO, 0, block, info, SHA256_INFO.length);
        System.arraycopy(digest, 0, block, 256 - digest.length, digest.length);
        return block;
    }

    /** As a program does that fears no oracle: its own message on its own machine. */
    private static byte[] unpadded(byte[] block) {
        int end = 2;
        while (block[end] != 0) {
            end++;
        }
        return Arrays.copyOfRange(block, end + 1, block.length);
    }
}
