package org.signet.card.piv;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.signet.card.CardDataException;
import org.signet.card.CardRefusal;
import org.signet.card.CardWriter;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ReaderException.Status;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.StatusWord;
import org.signet.iso7816.Tlv;
import org.signet.iso7816.TlvException;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyKind;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** What SP 800-73-4 part 2, 3.3, and Yubico's IMPORT ASYMMETRIC KEY do for the holder of the management key. */
final class PivWriter implements CardWriter {
    private static final int PUBLIC_KEY = 0x7F49;
    private static final int NOT_ENOUGH_MEMORY = 0x6A84;

    private static final Set<Integer> NO_SUCH_COMMAND =
            Set.of(StatusWord.INS_NOT_SUPPORTED, StatusWord.CLA_NOT_SUPPORTED);

    // Of an algorithm that this card's generation does not have.
    private static final Set<Integer> NO_SUCH_KIND = Set.of(
            StatusWord.INCORRECT_P1_P2,
            StatusWord.WRONG_P1_P2,
            StatusWord.INCORRECT_DATA,
            StatusWord.FUNCTION_NOT_SUPPORTED,
            StatusWord.REFERENCED_DATA_NOT_FOUND);

    private final ApduChannel channel;
    private final PivApplication application;

    PivWriter(ApduChannel channel, PivApplication application) {
        this.channel = Objects.requireNonNull(channel);
        this.application = Objects.requireNonNull(application);
    }

    /** 9A 9C 9D 9E, then the retired places, which only a YubiKey fills without a key history. */
    @Override
    public List<String> places() {
        Stream<PivSlot> retired = application.isYubikey() ? PivSlot.retired().stream() : Stream.empty();
        return Stream.concat(PivSlot.current().stream(), retired)
                .map(PivSlot::reference)
                .toList();
    }

    /** SP 800-73-4 part 1, table 4b: card authentication, 9E, is done for whoever holds the card. */
    @Override
    public boolean wantsPin(String reference) {
        return slot(reference).pin() != PinPolicy.NEVER;
    }

    @Override
    public Set<Primitive> could(String reference, PublicKey key) {
        return PivSlot.of(reference)
                .flatMap(slot -> PivAlgorithm.of(key).map(a -> a.can(slot)))
                .orElse(Set.of());
    }

    @Override
    public Set<Primitive> could(String reference, KeyKind kind) {
        return PivSlot.of(reference)
                .flatMap(slot -> PivAlgorithm.of(kind).map(a -> a.can(slot)))
                .orElse(Set.of());
    }

    @Override
    public boolean isSurelyEmpty(String reference) throws ReaderException, CardRefusal, CardDataException {
        return application.key(reference).isEmpty() && application.tellsOfEveryKey();
    }

    @Override
    public boolean authenticate(byte[] managementKey) throws ReaderException, CardRefusal {
        List<ManagementAlgorithm> told = application
                .managementAlgorithm()
                .map(ManagementAlgorithm::of)
                .orElseGet(() -> ManagementAlgorithm.ofLength(managementKey.length));
        return new ManagementProof(channel)
                .proves(told.isEmpty() ? List.of(ManagementAlgorithm.values()) : told, managementKey);
    }

    @Override
    public PublicKey generate(String reference, KeyKind kind) throws ReaderException, CardRefusal {
        String step = "GENERATE ASYMMETRIC KEY PAIR " + reference;
        PivAlgorithm algorithm = PivAlgorithm.of(kind).orElseThrow(() -> noSuchKind(step, kind.toString()));
        PivSlot slot = slot(reference);
        application.changes(slot);
        ResponseApdu answer = channel.transmit(PivCommands.generate(algorithm.id(), slot.key()));
        require(step, kind.toString(), answer);
        try {
            Tlv template = Tlv.one(answer.data());
            if (template.tag() != PUBLIC_KEY) {
                throw new TlvException("%X stands where 7F49 is due".formatted(template.tag()));
            }
            return PivMetadata.publicKey(algorithm, template.children());
        } catch (TlvException e) {
            throw bad(step, e.getMessage(), e);
        } catch (GeneralSecurityException | RuntimeException e) { // a key factory's ways to refuse a number
            throw bad(step, "no public key", e);
        }
    }

    @Override
    public void importKey(String reference, PrivateKey key, PublicKey publicKey) throws ReaderException, CardRefusal {
        String step = "IMPORT ASYMMETRIC KEY " + reference;
        PivAlgorithm algorithm =
                PivAlgorithm.of(publicKey).orElseThrow(() -> noSuchKind(step, publicKey.getAlgorithm()));
        PivSlot slot = slot(reference);
        byte[] data = PrivateNumbers.of(algorithm, key, publicKey);
        CommandApdu command = PivCommands.importKey(algorithm.id(), slot.key(), data);
        application.changes(slot);
        try {
            ResponseApdu answer = channel.transmit(command);
            if (NO_SUCH_COMMAND.contains(answer.sw())) {
                throw new KeyAccessException(
                        Reason.CANNOT,
                        "%s answered %04X: this card takes no key from outside, which is a YubiKey's command; have it make a new one"
                                .formatted(step, answer.sw()));
            }
            require(step, algorithm.toString(), answer);
        } finally {
            command.wipe();
            Arrays.fill(data, (byte) 0);
        }
    }

    @Override
    public void putCertificate(String reference, Optional<X509Certificate> certificate)
            throws ReaderException, CardRefusal {
        String step = "PUT DATA " + reference;
        PivSlot slot = slot(reference);
        application.changes(slot);
        byte[] content = certificate.isEmpty() ? new byte[0] : PivObjects.content(certificate.get(), false);
        ResponseApdu answer = channel.transmit(PivCommands.putData(slot.certificate(), content));
        if (certificate.isPresent() && answer.sw() == NOT_ENOUGH_MEMORY) {
            answer = channel.transmit(
                    PivCommands.putData(slot.certificate(), PivObjects.content(certificate.get(), true)));
        }
        if (answer.sw() != StatusWord.OK) {
            throw new CardRefusal(step, answer.sw());
        }
    }

    private static PivSlot slot(String reference) {
        return PivSlot.of(reference)
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT, "a PIV card has no slot " + reference + ": 9a, 9c, 9d, 9e, 82 to 95"));
    }

    private static void require(String step, String kind, ResponseApdu answer) throws CardRefusal {
        if (NO_SUCH_KIND.contains(answer.sw())) {
            throw noSuchKind("%s answered %04X".formatted(step, answer.sw()), kind);
        }
        if (answer.sw() != StatusWord.OK) {
            throw new CardRefusal(step, answer.sw());
        }
    }

    private static KeyAccessException noSuchKind(String step, String kind) {
        return new KeyAccessException(Reason.CANNOT, step + ": this card holds no key of the kind " + kind);
    }

    private static ReaderException bad(String step, String why, Exception cause) {
        return new ReaderException(Status.PROTOCOL, step + " was answered with bad data: " + why, cause);
    }
}
