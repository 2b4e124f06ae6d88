package org.signet.testkit.piv;

import java.util.Arrays;
import java.util.Map;
import org.signet.testkit.card.Command;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** What a YubiKey 5.4 adds to PIV, as far as yubico-piv-tool and OpenSC ask for it (Yubico, PIV extensions). */
final class YubiKeyCommands {
    private static final byte[] VERSION = {5, 4, 3};
    private static final int PIN = 0x80;
    private static final int PUK = 0x81;
    private static final int MANAGEMENT_KEY = 0x9B;
    /** Any algorithm byte of PIN and PUK. */
    private static final int NO_ALGORITHM = 0xFF;

    private static final Map<PivSlot.PinRule, Integer> PIN_POLICY =
            Map.of(PivSlot.PinRule.NEVER, 1, PivSlot.PinRule.ONCE, 2, PivSlot.PinRule.ALWAYS, 3);

    private final PivState state;
    private final byte[] serial;

    /** @param serial 4 bytes */
    YubiKeyCommands(PivState state, byte[] serial) {
        this.state = state;
        this.serial = serial.clone();
    }

    byte[] version(Command command) throws StatusException {
        requireBare(command);
        return VERSION.clone();
    }

    byte[] serial(Command command) throws StatusException {
        requireBare(command);
        return serial.clone();
    }

    /** Tags: 01 algorithm, 02 policies, 03 origin, 04 public key, 05 factory value, 06 tries in all and left. */
    byte[] metadata(Command command) throws StatusException {
        if (command.p1() != 0) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
        return switch (command.p2()) {
            case PIN -> reference(state.pin);
            case PUK -> reference(state.puk);
            case MANAGEMENT_KEY ->
                Tlv.concat(
                        one(0x01, state.managementKey.algorithm()),
                        Tlv.of(0x02, new byte[] {0, (byte) Touch.NEVER.id}),
                        one(0x05, state.managementKey.isFactory() ? 1 : 0));
            default -> key(command.p2());
        };
    }

    private byte[] key(int reference) throws StatusException {
        PivSlot slot = PivSlot.of(reference).orElseThrow(() -> new StatusException(Sw.WRONG_P1_P2));
        PivKey key = state.key(slot).orElseThrow(() -> new StatusException(Sw.NO_REFERENCE));
        return Tlv.concat(
                one(0x01, key.algorithm().id),
                Tlv.of(0x02, new byte[] {PIN_POLICY.get(slot.pin()).byteValue(), (byte) key.touch().id}),
                one(0x03, key.isGenerated() ? 1 : 2),
                Tlv.of(0x04, key.publicTemplate()));
    }

    private static byte[] reference(ReferenceData data) {
        return Tlv.concat(one(0x01, NO_ALGORITHM), one(0x05, data.isFactory() ? 1 : 0), Tlv.of(0x06, new byte[] {
            (byte) data.tries(), (byte) data.left()
        }));
    }

    /** P1 algorithm, P2 slot; of the policies AA is read and not kept, AB is. */
    byte[] importKey(Command command) throws StatusException {
        PivSlot slot = PivSlot.of(command.p2()).orElseThrow(() -> new StatusException(Sw.WRONG_P1_P2));
        PivAlgorithm algorithm = PivAlgorithm.of(command.p1()).orElseThrow(() -> new StatusException(Sw.WRONG_P1_P2));
        state.requireAdministrator();
        Touch touch = Touch.of(Tlv.parse(command.data()));
        state.put(slot, new PivKey(KeyImport.read(algorithm, command.data()), false, touch));
        return new byte[0];
    }

    /** Data: algorithm, 9B, length, key; P1 FF, P2 FF, or FE for a key that wants a touch. */
    byte[] setManagementKey(Command command) throws StatusException {
        state.requireAdministrator();
        byte[] data = command.data();
        if (command.p1() != 0xFF || command.p2() < 0xFE) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
        if (data.length < 3 || (data[1] & 0xFF) != MANAGEMENT_KEY || (data[2] & 0xFF) != data.length - 3) {
            throw new StatusException(Sw.WRONG_DATA);
        }
        byte[] key = Arrays.copyOfRange(data, 3, data.length);
        if (!ManagementKey.isSane(data[0], key)) {
            throw new StatusException(Sw.WRONG_DATA);
        }
        state.managementKey.change(data[0], key);
        return new byte[0];
    }

    /** P1 tries of the PIN, P2 of the PUK; both get the factory's values. Wants the management key and the PIN. */
    byte[] setRetries(Command command) throws StatusException {
        state.requireAdministrator();
        state.require(PivSlot.PinRule.ONCE, false);
        if (command.p1() == 0 || command.p2() == 0) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
        state.pin.toFactory(command.p1());
        state.puk.toFactory(command.p2());
        return new byte[0];
    }

    /** Only where neither PIN nor PUK has a try left; keys, objects, PIN, PUK and management key go. */
    byte[] reset(Command command) throws StatusException {
        requireBare(command);
        if (state.pin.left() > 0 || state.puk.left() > 0) {
            throw new StatusException(Sw.CONDITIONS);
        }
        state.wipe();
        return new byte[0];
    }

    private static byte[] one(int tag, int value) {
        return Tlv.of(tag, new byte[] {(byte) value});
    }

    private static void requireBare(Command command) throws StatusException {
        if (command.p1p2() != 0) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
    }
}
