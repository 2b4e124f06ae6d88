package org.signet.card.piv;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.Cipher;
import org.signet.card.CardRefusal;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.StatusWord;
import org.signet.iso7816.Tlv;
import org.signet.iso7816.TlvException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * Mutual authentication by the card management key (SP 800-73-4 part 2, appendix A.1): the card's witness decrypted shows that we
 * have it, our challenge encrypted that the card has it.
 */
final class ManagementProof {
    private static final String STEP = "GENERAL AUTHENTICATE 9B";
    private static final int WITNESS = 0x80;
    private static final int CHALLENGE = 0x81;
    private static final int RESPONSE = 0x82;
    private static final int TEMPLATE = 0x7C;
    private static final SecureRandom RANDOM = new SecureRandom();

    // What a card says whose management key is of another algorithm.
    private static final Set<Integer> OTHER_ALGORITHM = Set.of(
            StatusWord.INCORRECT_P1_P2,
            StatusWord.WRONG_P1_P2,
            StatusWord.INCORRECT_DATA,
            StatusWord.REFERENCED_DATA_NOT_FOUND);

    private final ApduChannel channel;

    ManagementProof(ApduChannel channel) {
        this.channel = Objects.requireNonNull(channel);
    }

    /**
     * @param algorithms what the card's key can be of, the likelier first
     * @return false where the card refuses this key
     * @throws KeyAccessException REFUSED for a key whose length is none of theirs; nothing was sent
     */
    boolean proves(List<ManagementAlgorithm> algorithms, byte[] key) throws ReaderException, CardRefusal {
        List<ManagementAlgorithm> fitting =
                algorithms.stream().filter(a -> a.keyBytes() == key.length).toList();
        if (fitting.isEmpty()) {
            throw new KeyAccessException(
                    Reason.REFUSED,
                    "a management key of this card has "
                            + algorithms.stream()
                                    .map(a -> a.keyBytes() + " bytes (" + a + ")")
                                    .collect(Collectors.joining(" or "))
                            + ", this one has " + key.length + ": nothing was sent");
        }
        int refused = StatusWord.OK;
        for (ManagementAlgorithm algorithm : fitting) {
            ResponseApdu asked = send(algorithm, Tlv.of(WITNESS, new byte[0]));
            if (asked.sw() == StatusWord.OK) {
                return answered(algorithm, key, part(asked, WITNESS, algorithm.block()));
            }
            refused = asked.sw();
            if (!OTHER_ALGORITHM.contains(refused)) {
                break;
            }
        }
        throw new CardRefusal(STEP, refused);
    }

    private boolean answered(ManagementAlgorithm algorithm, byte[] key, byte[] witness)
            throws ReaderException, CardRefusal {
        byte[] challenge = new byte[algorithm.block()];
        RANDOM.nextBytes(challenge);
        byte[] decrypted = algorithm.once(Cipher.DECRYPT_MODE, key, witness);
        ResponseApdu answer = send(algorithm, Tlv.of(WITNESS, decrypted), Tlv.of(CHALLENGE, challenge));
        if (answer.sw() == StatusWord.SECURITY_STATUS_NOT_SATISFIED || StatusWord.isWrongSecret(answer.sw())) {
            return false;
        }
        if (answer.sw() != StatusWord.OK) {
            throw new CardRefusal(STEP, answer.sw());
        }
        byte[] expected = algorithm.once(Cipher.ENCRYPT_MODE, key, challenge);
        if (!MessageDigest.isEqual(expected, part(answer, RESPONSE, algorithm.block()))) {
            throw bad("the card does not have the management key that it accepted", null);
        }
        return true;
    }

    private ResponseApdu send(ManagementAlgorithm algorithm, Tlv... parts) throws ReaderException {
        return channel.transmit(PivCommands.manage(algorithm.id(), parts));
    }

    private static byte[] part(ResponseApdu answer, int tag, int length) throws ReaderException {
        try {
            Tlv template = Tlv.one(answer.data());
            byte[] value = template.need(tag).value();
            if (template.tag() != TEMPLATE || value.length != length) {
                throw new TlvException("no template 7C with " + length + " bytes of %02X".formatted(tag));
            }
            return value;
        } catch (TlvException e) {
            throw bad(e.getMessage(), e);
        }
    }

    private static ReaderException bad(String why, TlvException cause) {
        return new ReaderException(Status.PROTOCOL, STEP + " was answered with bad data: " + why, cause);
    }
}
