package org.signet.card;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.RSAPrivateKey;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.ReaderException;
import org.signet.iso7816.ResponseApdu;
import org.signet.iso7816.Tlv;
import org.signet.iso7816.TlvException;

/** A small PIV card with a log: enough of one to see what is sent to it, and in which order. */
final class FakePiv {
    private static final byte[] NONE = {};
    private static final Map<String, KeyPair> KEYS = new HashMap<>();

    /** Stands before the card: may answer itself, throw, or wait. */
    interface Fault {
        Optional<ResponseApdu> on(CommandApdu command) throws ReaderException;
    }

    /** Compact TLVs: command chaining, but no extended length (ISO 7816-4, table 88). */
    static final byte[] SHORT_ONLY = HexFormat.of().parseHex("3b058073c02180");

    static final byte[] EXTENDED = HexFormat.of().parseHex("3b058073c021c0");
    static final byte[] SILENT = HexFormat.of().parseHex("3b00");

    final List<String> log = new ArrayList<>();
    final Map<Integer, byte[]> objects = new HashMap<>();
    private final Map<Integer, KeyPair> keys = new HashMap<>();
    private final long serial;
    byte[] atr = SHORT_ONLY;
    boolean takesExtended;
    String pin = "123456";
    int tries = 3;
    boolean selected;
    boolean verified;
    private boolean justVerified;
    volatile Fault fault = command -> Optional.empty();
    private final ByteArrayOutputStream chain = new ByteArrayOutputStream();
    private byte[] held = NONE;
    private int most;

    FakePiv(long serial) {
        this.serial = serial;
    }

    FakePiv with(int slot, String algorithm) {
        KeyPair pair = pair(algorithm);
        keys.put(slot, pair);
        int object = Map.of(0x9A, 0x5FC105, 0x9C, 0x5FC10A, 0x9D, 0x5FC10B, 0x9E, 0x5FC101)
                .get(slot);
        byte[] certificate = TestCertificate.of(pair);
        objects.put(
                object,
                Tlv.of(0x53, Tlv.of(0x70, certificate), Tlv.of(0x71, new byte[1]), Tlv.of(0xFE, NONE))
                        .bytes());
        return this;
    }

    PublicKey publicKey(int slot) {
        return keys.get(slot).getPublic();
    }

    private static synchronized KeyPair pair(String algorithm) {
        return KEYS.computeIfAbsent(algorithm, FakePiv::generate);
    }

    private static KeyPair generate(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) {
                generator.initialize(new ECGenParameterSpec("secp256r1"));
            } else {
                generator.initialize(2048);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How many commands begin so; {@code 00200080.+} are the VERIFYs that carry a value. */
    synchronized long count(String regex) {
        return log.stream().filter(l -> l.matches(regex)).count();
    }

    synchronized long verifies() {
        return count("00200080.+");
    }

    synchronized void forgetLog() {
        log.clear();
    }

    synchronized void powerOff() {
        selected = false;
        verified = false;
    }

    ResponseApdu transmit(CommandApdu command) throws ReaderException {
        synchronized (this) {
            log.add(HexFormat.of().withUpperCase().formatHex(command.bytes()));
        }
        Optional<ResponseApdu> other = fault.on(command);
        return other.isPresent() ? other.get() : answer(command);
    }

    synchronized ResponseApdu answer(CommandApdu command) {
        if (command.isExtended() && !takesExtended) {
            return sw(0x6700);
        }
        most = command.isExtended() ? command.ne() : 256;
        if (command.ins() != 0x87) {
            chain.reset();
        }
        if (command.ins() == 0xA4) {
            selected = Arrays.equals(command.data(), HexFormat.of().parseHex("a000000308000010000100"));
            verified = verified && selected;
            return selected ? ResponseApdu.of(new byte[] {0x61, 0}, 0x9000) : sw(0x6A82);
        }
        if (!selected) {
            return sw(0x6D00);
        }
        return switch (command.ins()) {
            case 0xF8 ->
                serial == 0
                        ? sw(0x6D00)
                        : hold(BigInteger.valueOf(1L << 32 | serial).toByteArray(), 1);
            case 0xCB -> getData(command);
            case 0x20 -> verify(command);
            case 0x87 -> authenticate(command);
            case 0xC0 -> hold(held, 0);
            default -> sw(0x6D00);
        };
    }

    private static ResponseApdu sw(int sw) {
        return ResponseApdu.of(NONE, sw);
    }

    private ResponseApdu hold(byte[] data, int from) {
        int length = Math.min(most, data.length - from);
        held = Arrays.copyOfRange(data, from + length, data.length);
        byte[] now = Arrays.copyOfRange(data, from, from + length);
        return ResponseApdu.of(now, held.length == 0 ? 0x9000 : 0x6100 | (held.length > 255 ? 0 : held.length));
    }

    private ResponseApdu getData(CommandApdu command) {
        int object = new BigInteger(1, Arrays.copyOfRange(command.data(), 2, 5)).intValue();
        return objects.containsKey(object) ? hold(objects.get(object), 0) : sw(0x6A82);
    }

    private ResponseApdu verify(CommandApdu command) {
        if (command.p1() == 0xFF) {
            verified = false;
            return sw(0x9000);
        }
        if (command.nc() == 0) {
            return sw(verified ? 0x9000 : tries == 0 ? 0x6983 : 0x63C0 | tries);
        }
        byte[] padded = Arrays.copyOf(pin.getBytes(StandardCharsets.US_ASCII), 8);
        Arrays.fill(padded, pin.length(), 8, (byte) 0xFF);
        verified = tries > 0 && Arrays.equals(padded, command.data());
        justVerified = verified;
        tries = verified ? 3 : Math.max(0, tries - 1);
        return sw(verified ? 0x9000 : tries == 0 ? 0x6983 : 0x63C0 | tries);
    }

    private ResponseApdu authenticate(CommandApdu command) {
        chain.writeBytes(command.data());
        if ((command.cla() & 0x10) != 0) {
            return sw(0x9000);
        }
        byte[] template = chain.toByteArray();
        chain.reset();
        boolean proved = command.p2() == 0x9E || (command.p2() == 0x9C ? verified && justVerified : verified);
        justVerified = false;
        if (!proved) {
            return sw(0x6982);
        }
        try {
            byte[] input = Tlv.one(template).need(0x81).value();
            byte[] result = compute(keys.get(command.p2()), input);
            return hold(Tlv.of(0x7C, Tlv.of(0x82, result)).bytes(), 0);
        } catch (TlvException | GeneralSecurityException e) {
            return sw(0x6A80);
        }
    }

    private static byte[] compute(KeyPair pair, byte[] input) throws GeneralSecurityException {
        if (pair.getPrivate() instanceof ECPrivateKey) {
            Signature signature = Signature.getInstance("NONEwithECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(input);
            return signature.sign();
        }
        RSAPrivateKey rsa = (RSAPrivateKey) pair.getPrivate();
        byte[] power = new BigInteger(1, input)
                .modPow(rsa.getPrivateExponent(), rsa.getModulus())
                .toByteArray();
        byte[] block = new byte[256];
        int length = Math.min(256, power.length);
        System.arraycopy(power, power.length - length, block, 256 - length, length);
        return block;
    }
}
