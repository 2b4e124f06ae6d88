package org.signet.testkit.piv;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** The card management key 9B and both ways to prove it (SP 800-73-4 part 2, appendix A.1 and A.2). */
final class ManagementKey {
    static final int TDES = 0x03;

    private static final int WITNESS = 0x80;
    private static final int TDES_BLOCK = 8;
    private static final int AES_BLOCK = 16;
    /** SP 800-78-4, table 6-2: key sizes in bytes. */
    private static final Map<Integer, Integer> SIZES = Map.of(TDES, 24, 0x08, 16, 0x0A, 24, 0x0C, 32);

    /** What cards come with until somebody sets another: published, no secret. */
    private static final byte[] FACTORY = HexFormat.of().parseHex("0102030405060708".repeat(3));

    private final SecureRandom random = new SecureRandom();
    private int algorithm;
    private byte[] key;
    private Optional<byte[]> asked = Optional.empty();
    private boolean askedWitness;
    private boolean authenticated;

    /** @throws IllegalArgumentException for a size that the algorithm does not have */
    ManagementKey(int algorithm, byte[] key) {
        if (!isSane(algorithm, key)) {
            throw new IllegalArgumentException(
                    "no management key of algorithm %02X has %d bytes".formatted(algorithm, key.length));
        }
        this.algorithm = algorithm;
        this.key = key.clone();
    }

    static ManagementKey factory() {
        return new ManagementKey(TDES, FACTORY);
    }

    static boolean isSane(int algorithm, byte[] key) {
        return SIZES.getOrDefault(algorithm, 0) == key.length;
    }

    void change(int newAlgorithm, byte[] fresh) {
        algorithm = newAlgorithm;
        key = fresh.clone();
    }

    void toFactory() {
        change(TDES, FACTORY);
        logOut();
    }

    int algorithm() {
        return algorithm;
    }

    byte[] value() {
        return key.clone();
    }

    boolean isFactory() {
        return MessageDigest.isEqual(key, FACTORY);
    }

    boolean isAuthenticated() {
        return authenticated;
    }

    void logOut() {
        authenticated = false;
        asked = Optional.empty();
    }

    /**
     * One step of an authentication; the first asks, the second proves.
     *
     * @param p1 the algorithm, 00 for 3DES
     * @return the dynamic authentication template, or nothing after a right response
     */
    byte[] authenticate(int p1, List<Tlv> template) throws StatusException {
        if ((p1 == 0 ? TDES : p1) != algorithm) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
        if (isEmpty(template, GeneralAuthenticate.CHALLENGE) && template.size() == 1) {
            return ask(false, GeneralAuthenticate.CHALLENGE);
        }
        if (isEmpty(template, WITNESS)) {
            return ask(true, WITNESS);
        }
        Optional<byte[]> challenge = Tlv.find(template, GeneralAuthenticate.CHALLENGE);
        Optional<byte[]> witness = Tlv.find(template, WITNESS);
        if (witness.isPresent() && challenge.isPresent()) {
            prove(true, witness.get());
            return answer(GeneralAuthenticate.RESPONSE, encrypt(challenge.get()));
        }
        prove(false, Tlv.find(template, GeneralAuthenticate.RESPONSE).orElseThrow(ManagementKey::wrongData));
        return new byte[0];
    }

    private byte[] ask(boolean forWitness, int tag) throws StatusException {
        byte[] nonce = new byte[algorithm == TDES ? TDES_BLOCK : AES_BLOCK];
        random.nextBytes(nonce);
        authenticated = false;
        askedWitness = forWitness;
        asked = Optional.of(forWitness ? nonce : encrypt(nonce)); // what will be the right answer
        return answer(tag, forWitness ? encrypt(nonce) : nonce);
    }

    private void prove(boolean byWitness, byte[] given) throws StatusException {
        boolean right = asked.filter(a -> MessageDigest.isEqual(a, given)).isPresent() && askedWitness == byWitness;
        asked = Optional.empty();
        if (!right) {
            throw new StatusException(Sw.SECURITY_STATUS);
        }
        authenticated = true;
    }

    private byte[] encrypt(byte[] block) throws StatusException {
        if (block.length != (algorithm == TDES ? TDES_BLOCK : AES_BLOCK)) {
            throw wrongData();
        }
        String name = algorithm == TDES ? "DESede" : "AES";
        try {
            Cipher cipher = Cipher.getInstance(name + "/ECB/NoPadding", KeyPairs.CIPHER);
            cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, name));
            return cipher.doFinal(block);
        } catch (GeneralSecurityException e) {
            throw new StatusException(Sw.NO_DIAGNOSIS);
        }
    }

    private static byte[] answer(int tag, byte[] value) {
        return Tlv.of(GeneralAuthenticate.TEMPLATE, Tlv.of(tag, value));
    }

    private static boolean isEmpty(List<Tlv> template, int tag) {
        return Tlv.find(template, tag).filter(v -> v.length == 0).isPresent();
    }

    private static StatusException wrongData() {
        return new StatusException(Sw.WRONG_DATA);
    }
}
