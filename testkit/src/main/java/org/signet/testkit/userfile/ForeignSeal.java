package org.signet.testkit.userfile;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.signet.crypto.SshSignature;

/** An editor who knows the format: he names a key of his own as the sealer, changes what he likes, and seals it all. */
final class ForeignSeal {
    private static final String BODY = "body@signet";

    private static final KeyPair EDITOR = editor();

    private ForeignSeal() {}

    private static KeyPair editor() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no Ed25519", e);
        }
    }

    static String apply(Victim victim, Random random) {
        List<String> parts = new ArrayList<>(Victim.parts(victim.text()));
        String enrolment = parts.get(0)
                .replaceFirst(
                        "sealer: [^\n]+", "sealer: " + base64(EDITOR.getPublic().getEncoded()));
        long enrolled = number(enrolment, "enrolled") + random.nextInt(2);
        enrolment = enrolment.replaceFirst("enrolled: [0-9]+", "enrolled: " + enrolled);
        long serial = number(parts.get(1), "body") + random.nextInt(3);
        String head = parts.get(1)
                .replaceFirst("body: [0-9]+", "body: " + serial)
                .replaceFirst("enrolment: [^\n]+", "enrolment: " + enrolled + " " + hash(enrolment));
        parts.set(0, enrolment);
        parts.set(1, head);
        if (random.nextBoolean()) {
            parts.remove(2);
        }
        String body = String.join("", parts.subList(1, parts.size() - 1));
        return enrolment + body + SshSignature.armour(seal(body));
    }

    private static long number(String part, String name) {
        return Long.parseLong(part.replaceFirst("(?s).*?\n?" + name + ": ([0-9]+)\n.*", "$1"));
    }

    /** Of the enrolment without its blank line. */
    private static String hash(String enrolment) {
        try {
            byte[] text = enrolment.substring(0, enrolment.length() - 1).getBytes(US_ASCII);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] seal(String body) {
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(EDITOR.getPrivate());
            signature.update(SshSignature.toBeSigned(BODY, body.getBytes(US_ASCII)));
            return SshSignature.of(EDITOR.getPublic(), BODY, signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no seal of the editor's", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }
}
