package org.signet.testkit.piv;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A card's contents as lines {@code name: words}, bytes in hex: serial, kind, pin, puk, global PIN (value, tries in all, tries left),
 * management (algorithm, key), an object a line (tag, what GET DATA answers) and a key a line (slot, origin, algorithm, PKCS #8,
 * SubjectPublicKeyInfo, and its touch policy where it has one), then the SHA-256 of all before it. No secret of anybody's: an emulated card is for tests.
 */
final class StateText {
    private static final String FIRST = "signet-card: 1";
    private static final String LAST = "sha256: ";
    private static final HexFormat HEX = HexFormat.of();

    private final List<String> lines;
    private int at;

    private StateText(List<String> lines) {
        this.lines = lines;
    }

    static String write(PivContents contents) {
        PivState state = contents.state();
        List<String> lines = new ArrayList<>(List.of(
                FIRST,
                "serial: " + hex(contents.serial()),
                "kind: " + (contents.yubiKey() ? "yubikey" : "plain"),
                "pin: " + words(state.pin),
                "puk: " + words(state.puk),
                "global: " + state.globalPin.map(StateText::words).orElse("- 0 0"),
                "management: " + HEX.toHexDigits((byte) state.managementKey.algorithm()) + " "
                        + hex(state.managementKey.value())));
        state.objects.all().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(o -> lines.add("object: %06x %s".formatted(o.getKey(), hex(o.getValue()))));
        state.keys().entrySet().stream()
                .sorted(Comparator.comparing(k -> k.getKey().reference()))
                .forEach(k -> lines.add("key: " + k.getKey().name() + " " + words(k.getValue())));
        String text = String.join("\n", lines) + "\n";
        return text + LAST + digest(text) + "\n";
    }

    private static String words(ReferenceData data) {
        return hex(data.value()) + " " + data.tries() + " " + data.left();
    }

    private static String words(PivKey key) {
        KeyPair pair = key.pair();
        return (key.isGenerated() ? "generated " : "imported ")
                + key.algorithm().label() + " " + hex(pair.getPrivate().getEncoded()) + " "
                + hex(pair.getPublic().getEncoded())
                + (key.touch() == Touch.NEVER ? "" : " " + key.touch().label());
    }

    /** @throws IllegalArgumentException for what {@link #write} did not make, naming the line */
    static PivContents parse(String text) {
        int last = text.lastIndexOf(LAST);
        if (!text.startsWith(FIRST + "\n") || last < 1 || text.charAt(last - 1) != '\n') {
            throw new IllegalArgumentException("no \"" + FIRST + "\" begins it, or no \"sha256:\" ends it");
        }
        String covered = text.substring(0, last);
        if (!text.substring(last).equals(LAST + digest(covered) + "\n")) {
            throw new IllegalArgumentException("its SHA-256 is another one than its last line says");
        }
        return new StateText(covered.lines().toList()).parse();
    }

    private PivContents parse() {
        try {
            at = 1;
            byte[] serial = bytes(words("serial", 1)[0]);
            boolean yubiKey = words("kind", 1)[0].equals("yubikey");
            String[] pin = words("pin", 3);
            String[] puk = words("puk", 3);
            String[] global = words("global", 3);
            String[] management = words("management", 2);
            PivState state = new PivState(
                    pin(pin),
                    ReferenceData.puk(bytes(puk[0]), Integer.parseInt(puk[1]), Integer.parseInt(puk[2])),
                    global[0].equals("-") ? Optional.empty() : Optional.of(pin(global)),
                    new ManagementKey(HexFormat.fromHexDigits(management[0]), bytes(management[1])),
                    new PivObjects(objects()));
            while (at < lines.size()) {
                key(state);
            }
            return new PivContents(serial, yubiKey, state);
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new IllegalArgumentException("line " + at + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static ReferenceData pin(String[] words) {
        return ReferenceData.pin(bytes(words[0]), Integer.parseInt(words[1]), Integer.parseInt(words[2]));
    }

    private Map<Integer, byte[]> objects() {
        Map<Integer, byte[]> objects = new HashMap<>();
        while (at < lines.size() && lines.get(at).startsWith("object: ")) {
            String[] object = words("object", 2);
            objects.put(HexFormat.fromHexDigits(object[0]), bytes(object[1]));
        }
        return objects;
    }

    private void key(PivState state) throws GeneralSecurityException {
        String[] key = words("key", 5, 6);
        PivAlgorithm algorithm = PivAlgorithm.named(key[2]);
        KeyFactory factory = KeyFactory.getInstance(algorithm.type, algorithm.isRsa() ? KeyPairs.RSA : KeyPairs.EC);
        KeyPair pair = new KeyPair(
                factory.generatePublic(new X509EncodedKeySpec(bytes(key[4]))),
                factory.generatePrivate(new PKCS8EncodedKeySpec(bytes(key[3]))));
        state.put(PivSlot.named(key[0]), new PivKey(pair, key[1].equals("generated"), touch(key)));
    }

    private static Touch touch(String[] key) {
        return key.length == 5 ? Touch.NEVER : Touch.named(key[5]);
    }

    /** The next line's, which must have that name and so many words. */
    private String[] words(String name, int count) {
        return words(name, count, count);
    }

    private String[] words(String name, int least, int most) {
        String line = at < lines.size() ? lines.get(at) : "";
        at++;
        String[] words = Optional.of(line)
                .filter(l -> l.startsWith(name + ": "))
                .map(l -> l.substring(name.length() + 2).split(" ", -1))
                .orElse(new String[0]);
        if (words.length < least || words.length > most) {
            throw new IllegalArgumentException(least + " words of \"" + name + ":\" are due");
        }
        return words;
    }

    private static byte[] bytes(String hex) {
        return HEX.parseHex(hex);
    }

    private static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    private static String digest(String text) {
        try {
            return hex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
