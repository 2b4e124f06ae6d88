package org.signet.card.piv;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.signet.card.CardApplication;
import org.signet.card.CardDataException;
import org.signet.card.CardKey;
import org.signet.card.CardRefusal;
import org.signet.card.PinState;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.StatusWord;
import org.signet.iso7816.Tlv;
import org.signet.iso7816.TlvException;
import org.signet.key.KeyAccessException;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** The PIV card application of one card. */
final class PivApplication implements CardApplication {
    private static final int CHUID = 0x5FC102;
    private static final int CHALLENGE = 0x81;
    private static final int EXPONENTIATION = 0x85;

    // Cards other than 800-73-4's do not know P1 FF, or not the command without data.
    private static final Set<Integer> NO_LOGOUT =
            Set.of(StatusWord.INCORRECT_P1_P2, StatusWord.INS_NOT_SUPPORTED, StatusWord.WRONG_P1_P2);

    private final ApduChannel channel;
    private Optional<SerialFrom> serialFrom = Optional.empty();
    private boolean logsOut = true;

    /** Where this card's serial comes from, found out right after SELECT and kept: another application must not change it. */
    private enum SerialFrom {
        YUBIKEY,
        CHUID
    }

    PivApplication(ApduChannel channel) {
        this.channel = channel;
    }

    @Override
    public void select() throws ReaderException, CardRefusal {
        ok("SELECT PIV", channel.transmit(PivCommands.select()));
    }

    @Override
    public String serial() throws ReaderException, CardRefusal, CardDataException {
        Optional<String> serial = serialFrom.equals(Optional.of(SerialFrom.CHUID)) ? Optional.empty() : yubikeySerial();
        if (serialFrom.isEmpty()) {
            serialFrom = Optional.of(serial.isPresent() ? SerialFrom.YUBIKEY : SerialFrom.CHUID);
        }
        if (serial.isEmpty() && serialFrom.get() == SerialFrom.YUBIKEY) {
            throw new CardDataException("the card does not tell its serial any more");
        }
        return serial.isPresent() ? serial.get() : chuid();
    }

    @Override
    public List<String> references() {
        return PivSlot.references();
    }

    @Override
    public PinPolicy pinPolicy(String reference) {
        return PivSlot.of(reference).map(PivSlot::pin).orElse(PinPolicy.ALWAYS);
    }

    @Override
    public Optional<CardKey> key(String reference) throws ReaderException, CardRefusal, CardDataException {
        Optional<PivSlot> slot = PivSlot.of(reference);
        return slot.isEmpty() ? Optional.empty() : key(slot.get());
    }

    private Optional<CardKey> key(PivSlot slot) throws ReaderException, CardRefusal, CardDataException {
        Optional<byte[]> object = object("GET DATA " + slot.reference(), slot.certificate());
        if (object.isEmpty()) {
            return Optional.empty();
        }
        return PivObjects.certificate(slot.reference(), object.get()).map(c -> key(slot, c));
    }

    private static CardKey key(PivSlot slot, X509Certificate certificate) {
        PublicKey publicKey = certificate.getPublicKey();
        Set<Primitive> can = PivAlgorithm.of(publicKey).map(a -> a.can(slot)).orElse(Set.of());
        return new CardKey(
                slot.reference(),
                publicKey,
                List.of(certificate),
                can,
                slot.pin(),
                certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS));
    }

    @Override
    public PinState pinState() throws ReaderException, CardRefusal {
        return PinState.of("VERIFY 80", channel.transmit(PivCommands.pinState()).sw());
    }

    @Override
    public PinState verify(byte[] value) throws ReaderException, CardRefusal {
        CommandApdu command = PivCommands.verify(value);
        try {
            return PinState.of("VERIFY 80", channel.transmit(command).sw());
        } finally {
            command.wipe();
        }
    }

    @Override
    public void logout() throws ReaderException {
        if (logsOut) {
            logsOut = !NO_LOGOUT.contains(channel.transmit(PivCommands.logout()).sw());
        }
    }

    @Override
    public byte[] perform(String reference, PublicKey key, Primitive primitive, byte[] input)
            throws ReaderException, CardRefusal {
        String step = "GENERAL AUTHENTICATE " + reference;
        PivSlot slot = PivSlot.of(reference).orElseThrow(() -> cannot(reference, primitive));
        PivAlgorithm algorithm = PivAlgorithm.of(key)
                .filter(a -> a.can(slot).contains(primitive))
                .orElseThrow(() -> cannot(reference, primitive));
        byte[] block = primitive == Primitive.ECDSA ? fitted(input, algorithm.bytes()) : input;
        int tag = primitive == Primitive.ECDH ? EXPONENTIATION : CHALLENGE;
        CommandApdu command = PivCommands.generalAuthenticate(algorithm.id(), slot.key(), tag, block);
        return response(step, ok(step, channel.transmit(command)), primitive, algorithm);
    }

    private static KeyAccessException cannot(String reference, Primitive primitive) {
        return new KeyAccessException(
                Reason.CANNOT, "the PIV key " + reference + " does no " + primitive.word() + ": nothing was sent");
    }

    // FIPS 186-4, 6.4: the leftmost bytes of a long digest; the card wants the field's length of a short one.
    private static byte[] fitted(byte[] digest, int length) {
        int taken = Math.min(digest.length, length);
        byte[] block = new byte[length];
        System.arraycopy(digest, 0, block, length - taken, taken);
        return block;
    }

    // Part 2, table 7: a dynamic authentication template 7C with nothing but the response 82.
    private static byte[] response(String step, byte[] data, Primitive primitive, PivAlgorithm algorithm)
            throws ReaderException {
        try {
            Tlv template = Tlv.one(data);
            List<Tlv> parts = template.children();
            if (template.tag() != 0x7C || parts.size() != 1 || parts.get(0).tag() != 0x82) {
                throw new TlvException("no template 7C with 82 alone");
            }
            byte[] response = parts.get(0).value();
            if (primitive != Primitive.ECDSA && response.length != algorithm.bytes()) {
                throw new TlvException(response.length + " bytes where " + algorithm.bytes() + " are due");
            }
            return response;
        } catch (TlvException e) {
            throw new ReaderException(
                    ReaderException.Status.PROTOCOL, step + " was answered with bad data: " + e.getMessage(), e);
        }
    }

    private Optional<String> yubikeySerial() throws ReaderException {
        ResponseApdu answer = channel.transmit(PivCommands.serial());
        if (answer.sw() != StatusWord.OK || answer.nr() != 4) {
            return Optional.empty();
        }
        long serial = 0;
        for (byte b : answer.data()) {
            serial = serial << 8 | b & 0xFF;
        }
        return serial == 0 ? Optional.empty() : Optional.of(Long.toString(serial));
    }

    private String chuid() throws ReaderException, CardRefusal, CardDataException {
        byte[] object = object("GET DATA CHUID", CHUID)
                .orElseThrow(
                        () -> new CardDataException("the card tells neither a serial nor a CHUID: it cannot be named"));
        return PivObjects.identity(object);
    }

    private Optional<byte[]> object(String step, int object) throws ReaderException, CardRefusal {
        ResponseApdu answer = channel.transmit(PivCommands.getData(object));
        return answer.sw() == StatusWord.FILE_NOT_FOUND || answer.sw() == StatusWord.REFERENCED_DATA_NOT_FOUND
                ? Optional.empty()
                : Optional.of(ok(step, answer));
    }

    private static byte[] ok(String step, ResponseApdu answer) throws CardRefusal {
        if (answer.sw() != StatusWord.OK) {
            throw new CardRefusal(step, answer.sw());
        }
        return answer.data();
    }
}
