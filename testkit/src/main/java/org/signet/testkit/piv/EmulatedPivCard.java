package org.signet.testkit.piv;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.signet.testkit.card.ApduLog;
import org.signet.testkit.card.CardAround;
import org.signet.testkit.card.EmulatedCard;

/** A PIV card in memory: real keys, real counters, and what a test wants to know about it. */
public final class EmulatedPivCard extends CardAround {
    public static final int VERIFY = 0x20;
    public static final int CHANGE_REFERENCE_DATA = 0x24;
    public static final int RESET_RETRY_COUNTER = 0x2C;
    public static final int GENERATE_KEY_PAIR = 0x47;
    public static final int GENERAL_AUTHENTICATE = 0x87;
    public static final int SELECT = 0xA4;
    public static final int GET_RESPONSE = 0xC0;
    public static final int GET_DATA = 0xCB;
    public static final int PUT_DATA = 0xDB;
    public static final int IMPORT_KEY = 0xFE;

    private final PivContents contents;
    private final PivState state;
    private final Optional<StateFile> memory;
    private final EmulatedCard system;
    private final TouchSensor sensor;
    private final Map<PivSlot, X509Certificate> certificates;

    private EmulatedPivCard(EmulatedCard system, PivContents contents, TouchSensor sensor, Builder builder) {
        super(system);
        this.system = system;
        this.contents = contents;
        this.state = contents.state();
        this.sensor = sensor;
        this.memory = builder.memory;
        certificates = Map.copyOf(builder.certificates);
        memory.ifPresent(file -> file.keep(contents));
    }

    public static Builder builder() {
        return new Builder();
    }

    /** @throws java.io.UncheckedIOException where the card's state cannot be kept */
    @Override
    public synchronized byte[] process(byte[] apdu) {
        byte[] answer = card.process(apdu);
        memory.ifPresent(file -> file.keep(contents));
        return answer;
    }

    /** By a person, from any thread; a command that waits for it goes on. */
    public void touch() {
        sensor.touch();
    }

    /** Whether a command waits for a touch. */
    public boolean isTouchAwaited() {
        return sensor.isAwaited();
    }

    /** PIN tries left. */
    public int pinTries() {
        return state.pin.left();
    }

    /** PUK tries left. */
    public int pukTries() {
        return state.puk.left();
    }

    /** Tries left of the global PIN, 0 where there is none. */
    public int globalPinTries() {
        return state.globalPin.map(ReferenceData::left).orElse(0);
    }

    public boolean isPinVerified() {
        return state.isPinVerified();
    }

    /** Whether somebody proved the management key since the last reset. */
    public boolean isAdministratorAuthenticated() {
        return state.managementKey.isAuthenticated();
    }

    /** How many commands with this INS came, a chained one counted once. */
    public int count(int ins) {
        return system.count(ins);
    }

    /** How many APDUs came in all, each part of a chain and each GET RESPONSE counted. */
    public int apdus() {
        return system.apdus();
    }

    /** The log's lines, secrets as XX. */
    public List<String> log() {
        return system.log();
    }

    /** The serial number as a YubiKey tells it, read as an unsigned number; the CHUID's GUID follows from it. */
    public long serial() {
        return Integer.toUnsignedLong(ByteBuffer.wrap(contents.serial()).getInt());
    }

    /** The GUID of the CHUID, 16 bytes. */
    public UUID guid() {
        return guid(contents.serial());
    }

    private static UUID guid(byte[] serial) {
        return UUID.nameUUIDFromBytes(serial);
    }

    /**
     * A certificate as the card was built with it.
     *
     * @param slot 9a, 9c, 9d, 9e, 82 to 95
     */
    public Optional<X509Certificate> certificate(String slot) {
        return Optional.ofNullable(certificates.get(PivSlot.named(slot)));
    }

    /** Puts an object as an issuer would, without a management key; empty content deletes it. */
    public void putObject(int tag, byte[] content) {
        state.objects.put(tag, content);
    }

    /** PIN 123456, PUK 12345678, no keys, a YubiKey's extensions and extended length, and nobody who reads the log. */
    public static final class Builder {
        private final Map<PivSlot, KeyPair> pairs = new LinkedHashMap<>();
        private final Map<PivSlot, X509Certificate> certificates = new LinkedHashMap<>();
        private byte[] pin = ReferenceData.padded("123456");
        private byte[] puk = ReferenceData.padded("12345678");
        private Optional<byte[]> globalPin = Optional.empty();
        private ManagementKey managementKey = ManagementKey.factory();
        private String serial = "00bc614e";
        private final Map<PivSlot, Touch> touches = new HashMap<>();
        private Duration touchPatience = Duration.ofSeconds(15);
        private Optional<Duration> touchedAfter = Optional.empty();
        private boolean yubiKey = true;
        private boolean extended = true;
        private Optional<StateFile> memory = Optional.empty();
        private Consumer<String> logTo = line -> {};

        private Builder() {}

        /** @throws IllegalArgumentException for anything but 6 to 8 digits */
        public Builder pin(String digits) {
            pin = pinOf(digits);
            return this;
        }

        private static byte[] pinOf(String digits) {
            byte[] padded = ReferenceData.padded(digits);
            if (!ReferenceData.isPin(padded)) {
                throw new IllegalArgumentException("a PIN has 6 to 8 digits");
            }
            return padded;
        }

        /**
         * A PIN of the whole card, key reference 00, which the discovery object says to be the first; no YubiKey has one.
         *
         * @throws IllegalArgumentException for anything but 6 to 8 digits
         */
        public Builder globalPin(String digits) {
            globalPin = Optional.of(pinOf(digits));
            return plain();
        }

        /** @throws IllegalArgumentException for more than 8 characters */
        public Builder puk(String text) {
            puk = ReferenceData.padded(text);
            return this;
        }

        /**
         * Another serial is another card with other keys; the same one, in the same JVM, has the same keys. Comes before
         * {@link #key}.
         *
         * @param hex 8 hex digits
         */
        public Builder serial(String hex) {
            if (hex.length() != 8 || !hex.chars().allMatch(HexFormat::isHexDigit)) {
                throw new IllegalArgumentException("a serial has 8 hex digits");
            }
            serial = hex;
            return this;
        }

        /** @param algorithm rsa1024, rsa2048, rsa3072, rsa4096, p256, p384 */
        public Builder key(String slot, String algorithm) {
            PivAlgorithm row = PivAlgorithm.named(algorithm);
            return key(slot, KeyPairs.named(serial + "/" + PivSlot.named(slot).name(), row));
        }

        /** A key of the caller's, with a self-signed certificate. */
        public Builder key(String slot, KeyPair pair) {
            PivSlot where = PivSlot.named(slot);
            return key(slot, pair, SelfSigned.certificate(where, PivAlgorithm.of(pair), pair, serial));
        }

        public Builder key(String slot, KeyPair pair, X509Certificate certificate) {
            pairs.put(PivSlot.named(slot), pair);
            certificates.put(PivSlot.named(slot), certificate);
            return this;
        }

        /**
         * The key of that slot wants a touch.
         *
         * @param policy never, always, or cached, where one touch counts for 15 seconds
         */
        public Builder touch(String slot, String policy) {
            touches.put(PivSlot.named(slot), Touch.named(policy));
            return this;
        }

        /** How long a command waits for a touch before it is answered by 6982; 15 seconds unless told. */
        public Builder touchPatience(Duration time) {
            touchPatience = time;
            return this;
        }

        /** Somebody touches the card whenever it waits for that, after this time. */
        public Builder touchedAfter(Duration time) {
            touchedAfter = Optional.of(time);
            return this;
        }

        /** The key stays, its certificate object is absent. */
        public Builder withoutCertificate(String slot) {
            certificates.remove(PivSlot.named(slot));
            return this;
        }

        /**
         * Another management key than the factory's.
         *
         * @param algorithm 03 3DES, 08 AES-128, 0A AES-192, 0C AES-256
         */
        public Builder managementKey(int algorithm, String hex) {
            managementKey = new ManagementKey(algorithm, HexFormat.of().parseHex(hex));
            return this;
        }

        /** Nothing but SP 800-73-4. */
        public Builder plain() {
            yubiKey = false;
            return this;
        }

        /** Short APDUs only, and the ATR says so. */
        public Builder shortOnly() {
            extended = false;
            return this;
        }

        public Builder logTo(Consumer<String> sink) {
            logTo = sink;
            return this;
        }

        /**
         * The card outlives the process in this file. Where it exists, it is the card: PIN, PUK, keys, serial and {@link #plain}
         * of this builder are for a new one.
         */
        public Builder keptIn(Path file) {
            memory = Optional.of(new StateFile(file));
            return this;
        }

        /** @throws java.io.UncheckedIOException for a file of {@link #keptIn} that is damaged, or cannot be read or written */
        public EmulatedPivCard build() {
            PivContents contents = memory.flatMap(StateFile::read).orElseGet(this::fresh);
            TouchSensor sensor = new TouchSensor(touchPatience, touchedAfter);
            EmulatedCard system =
                    new EmulatedCard("Signet", extended, List.of(contents.applet(sensor)), new ApduLog(logTo));
            return new EmulatedPivCard(system, contents, sensor, this);
        }

        private PivContents fresh() {
            byte[] number = HexFormat.of().parseHex(serial);
            PivState state = new PivState(
                    ReferenceData.pin(pin),
                    ReferenceData.puk(puk),
                    globalPin.map(ReferenceData::pin),
                    managementKey,
                    new PivObjects(PivApplet.AID, guid(number), globalPin.isPresent()));
            pairs.forEach((slot, pair) ->
                    state.put(slot, new PivKey(pair, true, touches.getOrDefault(slot, Touch.NEVER))));
            certificates.forEach(state.objects::putCertificate);
            long retired =
                    certificates.keySet().stream().filter(PivSlot::isRetired).count();
            if (retired > 0 && !yubiKey) { // a YubiKey's own tools keep none
                state.objects.putKeyHistory((int) retired);
            }
            return new PivContents(number, yubiKey, state);
        }
    }
}
