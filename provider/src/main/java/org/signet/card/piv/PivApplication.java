package org.signet.card.piv;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.signet.card.CardApplication;
import org.signet.card.CardDataException;
import org.signet.card.CardKey;
import org.signet.card.CardRefusal;
import org.signet.card.CardWriter;
import org.signet.card.PinState;
import org.signet.card.TouchPolicy;
import org.signet.iso7816.ApduChannel;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.StatusWord;
import org.signet.iso7816.Tlv;
import org.signet.iso7816.TlvException;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyOrigin;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** The PIV card application of one card. */
final class PivApplication implements CardApplication {
    private static final int CHUID = 0x5FC102;
    private static final int KEY_HISTORY = 0x5FC10C;
    private static final int MANAGEMENT_KEY = 0x9B;
    private static final int CHALLENGE = 0x81;
    private static final int EXPONENTIATION = 0x85;
    private static final int MOST_ZEROS = 4;

    // Cards other than 800-73-4's do not know P1 FF, or not the command without data.
    private static final Set<Integer> NO_LOGOUT =
            Set.of(StatusWord.INCORRECT_P1_P2, StatusWord.INS_NOT_SUPPORTED, StatusWord.WRONG_P1_P2);

    // To GET METADATA: of a key, or that there is none. Any other answer is of a card that does not know the command.
    private static final Set<Integer> TOLD =
            Set.of(StatusWord.OK, StatusWord.FILE_NOT_FOUND, StatusWord.REFERENCED_DATA_NOT_FOUND);

    // What names no card: 0, and the number that every card of piv-authenticator (SoloKeys, Nitrokey) answers.
    private static final Set<Long> NO_SERIALS = Set.of(0L, 0x0052F743L);

    private final ApduChannel channel;
    private Optional<SerialFrom> serialFrom = Optional.empty();
    private final Set<PivSlot> empty = new HashSet<>(); // since the last SELECT
    private final Map<PivSlot, Policies> policies = new HashMap<>(); // as the card told them
    private Optional<Integer> retired = Optional.empty(); // how many are worth a look, since the last SELECT
    private boolean knowsMetadata = true;
    private boolean logsOut = true;
    private Optional<Integer> pin = Optional.empty(); // P2 of VERIFY, found out once

    /** Where this card's serial comes from, found out right after SELECT and kept: another application must not change it. */
    private enum SerialFrom {
        YUBIKEY,
        CHUID
    }

    /** What the card's metadata say of a key; the PIN's is empty where the place's own rule counts. */
    private record Policies(Optional<PinPolicy> pin, TouchPolicy touch) {
        static final Policies OF_THE_PLACE = new Policies(Optional.empty(), TouchPolicy.NEVER);

        static Policies of(byte[] metadata) {
            return new Policies(PivMetadata.pin(metadata), PivMetadata.touch(metadata));
        }
    }

    PivApplication(ApduChannel channel) {
        this.channel = channel;
    }

    @Override
    public void select() throws ReaderException, CardRefusal {
        ok("SELECT PIV", channel.transmit(PivCommands.select()));
        empty.clear();
        retired = Optional.empty();
        knowsMetadata = true;
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

    /**
     * The retired places cost nothing where the key history (part 1, 3.3.3) says that there are none. A YubiKey's tools do not
     * keep that object: there every place is asked once, with one short command each.
     */
    @Override
    public List<String> references() throws ReaderException, CardRefusal {
        if (retired.isEmpty()) {
            retired = Optional.of(isYubikey() ? PivSlot.retired().size() : history());
        }
        return Stream.concat(
                        PivSlot.current().stream(), PivSlot.retired().stream().limit(retired.get()))
                .filter(s -> !empty.contains(s))
                .map(PivSlot::reference)
                .toList();
    }

    // As with the discovery object, cards that have no such object answer whatever they like.
    private int history() throws ReaderException {
        ResponseApdu answer = channel.transmit(PivCommands.getData(KEY_HISTORY));
        return answer.sw() == StatusWord.OK ? PivObjects.retiredKeys(answer.data()) : 0;
    }

    boolean isYubikey() {
        return serialFrom.equals(Optional.of(SerialFrom.YUBIKEY));
    }

    @Override
    public PinPolicy pinPolicy(String reference) {
        return PivSlot.of(reference)
                .map(slot -> told(slot).flatMap(Policies::pin).orElse(slot.pin()))
                .orElse(PinPolicy.ALWAYS);
    }

    private Optional<Policies> told(PivSlot slot) {
        return Optional.ofNullable(policies.get(slot));
    }

    @Override
    public Optional<TouchPolicy> touch(String reference) {
        Optional<Policies> told = PivSlot.of(reference).flatMap(this::told);
        return told.isEmpty() && isYubikey() ? Optional.empty() : Optional.of(touch(told));
    }

    private static TouchPolicy touch(Optional<Policies> told) {
        return told.map(Policies::touch).orElse(TouchPolicy.NEVER);
    }

    @Override
    public TouchPolicy readTouch(String reference) throws ReaderException {
        Optional<PivSlot> slot = PivSlot.of(reference);
        if (slot.isPresent() && isYubikey()) {
            ResponseApdu answer =
                    channel.transmitOnce(PivCommands.policies(slot.get().key()));
            boolean told = answer.sw() == StatusWord.OK || answer.sw1() == StatusWord.SW1_MORE_DATA;
            policies.put(slot.get(), told ? Policies.of(answer.data()) : Policies.OF_THE_PLACE);
        }
        return touch(slot.flatMap(this::told));
    }

    @Override
    public void forgetTouch(String reference) {
        PivSlot.of(reference).ifPresent(policies::remove);
    }

    @Override
    public Optional<CardKey> key(String reference) throws ReaderException, CardRefusal, CardDataException {
        Optional<PivSlot> slot = PivSlot.of(reference);
        return slot.isEmpty() ? Optional.empty() : key(slot.get());
    }

    private Optional<CardKey> key(PivSlot slot) throws ReaderException, CardRefusal, CardDataException {
        Optional<CardKey> key = slot.isRetired() ? retired(slot) : current(slot);
        if (key.isEmpty()) {
            empty.add(slot);
        }
        return key;
    }

    private Optional<CardKey> current(PivSlot slot) throws ReaderException, CardRefusal, CardDataException {
        Optional<CardKey> certified = certified(slot);
        return certified.isPresent() ? certified : bare(slot, metadata(slot));
    }

    // Metadata first: most of these places are empty, and then it is all that is asked.
    private Optional<CardKey> retired(PivSlot slot) throws ReaderException, CardRefusal, CardDataException {
        Optional<byte[]> metadata = metadata(slot);
        if (metadata.isEmpty() && isYubikey() && knowsMetadata) {
            return Optional.empty();
        }
        Optional<CardKey> certified = certified(slot);
        return certified.isPresent() ? certified : bare(slot, metadata);
    }

    private Optional<CardKey> certified(PivSlot slot) throws ReaderException, CardRefusal, CardDataException {
        ResponseApdu answer = channel.transmit(PivCommands.getCertificate(slot.certificate()));
        Optional<byte[]> object = found("GET DATA " + slot.reference(), answer);
        if (object.isEmpty()) {
            return Optional.empty();
        }
        return PivObjects.certificate(slot.reference(), object.get()).map(c -> key(slot, c));
    }

    private CardKey key(PivSlot slot, X509Certificate certificate) {
        Instant created = certificate.getNotBefore().toInstant().truncatedTo(ChronoUnit.SECONDS);
        return key(slot, certificate.getPublicKey(), List.of(certificate), created, KeyOrigin.UNKNOWN);
    }

    private Optional<CardKey> bare(PivSlot slot, Optional<byte[]> metadata) throws CardDataException {
        return metadata.isEmpty()
                ? Optional.empty()
                : PivMetadata.publicKey(slot.reference(), metadata.get())
                        .map(k -> key(slot, k, List.of(), Instant.EPOCH, PivMetadata.origin(metadata.get())));
    }

    private CardKey key(PivSlot slot, PublicKey key, List<X509Certificate> chain, Instant created, KeyOrigin origin) {
        Set<Primitive> can = PivAlgorithm.of(key).map(a -> a.can(slot)).orElse(Set.of());
        return new CardKey(
                slot.reference(), key, chain, can, pinPolicy(slot.reference()), created, origin, touch(told(slot)));
    }

    private Optional<byte[]> metadata(PivSlot slot) throws ReaderException {
        Optional<byte[]> metadata = metadata(slot.key());
        policies.put(slot, metadata.map(Policies::of).orElse(Policies.OF_THE_PLACE));
        return metadata;
    }

    // Empty where there is no key, and where the card does not know the command, which is asked once.
    private Optional<byte[]> metadata(int reference) throws ReaderException {
        if (!isYubikey() || !knowsMetadata) {
            return Optional.empty();
        }
        ResponseApdu answer = channel.transmit(PivCommands.metadata(reference));
        knowsMetadata = TOLD.contains(answer.sw());
        return answer.sw() == StatusWord.OK ? Optional.of(answer.data()) : Optional.empty();
    }

    @Override
    public PinState pinState() throws ReaderException, CardRefusal {
        int reference = pin();
        int sw = channel.transmit(PivCommands.pinState(reference)).sw();
        return sw == StatusWord.WRONG_LENGTH ? PinState.untold(step(reference), sw) : PinState.of(step(reference), sw);
    }

    // A YubiKey has no global PIN.
    private int pin() throws ReaderException {
        if (pin.isEmpty()) {
            pin = Optional.of(isYubikey() ? PivObjects.APPLICATION_PIN : discovered());
        }
        return pin.get();
    }

    // Cards before 800-73-3 have no such object, and answer whatever they like.
    private int discovered() throws ReaderException {
        ResponseApdu answer = channel.transmit(PivCommands.getDiscovery());
        return answer.sw() == StatusWord.OK ? PivObjects.pin(answer.data()) : PivObjects.APPLICATION_PIN;
    }

    private static String step(int pin) {
        return "VERIFY %02X".formatted(pin);
    }

    @Override
    public PinState verify(byte[] value) throws ReaderException, CardRefusal {
        int reference = pin();
        CommandApdu command = PivCommands.verify(reference, value);
        try {
            return PinState.of(step(reference), channel.transmit(command).sw());
        } finally {
            command.wipe();
        }
    }

    @Override
    public Optional<CardWriter> writer() {
        return Optional.of(new PivWriter(channel, this));
    }

    /** Whether a place without a certificate is known to hold no key. */
    boolean tellsOfEveryKey() {
        return isYubikey() && knowsMetadata;
    }

    /** Of the management key, where the card tells. */
    Optional<Integer> managementAlgorithm() throws ReaderException {
        return metadata(MANAGEMENT_KEY).flatMap(PivMetadata::algorithm);
    }

    /** It will not be as it was. */
    void changes(PivSlot slot) {
        empty.remove(slot);
        policies.remove(slot);
    }

    @Override
    public void logout() throws ReaderException {
        if (logsOut) {
            logsOut = !NO_LOGOUT.contains(
                    channel.transmit(PivCommands.logout(pin())).sw());
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
            byte[] value = parts.get(0).value();
            byte[] response = primitive == Primitive.RSA_RAW ? filled(value, algorithm.bytes()) : value;
            if (primitive != Primitive.ECDSA && response.length != algorithm.bytes()) {
                throw new TlvException(response.length + " bytes where " + algorithm.bytes() + " are due");
            }
            return response;
        } catch (TlvException e) {
            throw new ReaderException(
                    ReaderException.Status.PROTOCOL, step + " was answered with bad data: " + e.getMessage(), e);
        }
    }

    // An RSA result is a number, of which a card may leave out leading zeros: some, never many.
    private static byte[] filled(byte[] number, int length) {
        return number.length < length && number.length >= length - MOST_ZEROS ? fitted(number, length) : number;
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
        return NO_SERIALS.contains(serial) ? Optional.empty() : Optional.of(Long.toString(serial));
    }

    private String chuid() throws ReaderException, CardRefusal, CardDataException {
        byte[] object = object("GET DATA CHUID", CHUID)
                .orElseThrow(
                        () -> new CardDataException("the card tells neither a serial nor a CHUID: it cannot be named"));
        return PivObjects.identity(object);
    }

    private Optional<byte[]> object(String step, int object) throws ReaderException, CardRefusal {
        return found(step, channel.transmit(PivCommands.getData(object)));
    }

    private static Optional<byte[]> found(String step, ResponseApdu answer) throws CardRefusal {
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
