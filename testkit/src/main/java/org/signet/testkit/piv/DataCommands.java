package org.signet.testkit.piv;

import java.util.List;
import java.util.Optional;
import org.signet.testkit.card.Command;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** GET DATA, PUT DATA and GENERATE ASYMMETRIC KEY PAIR (SP 800-73-4 part 2, 3.1.2, 3.3.1 and 3.3.2). */
final class DataCommands {
    private static final int CURRENT = 0x3FFF;
    private static final int TAG_LIST = 0x5C;
    private static final int DATA = 0x53;
    private static final int LARGEST = 3052;
    private static final int CONTROL = 0xAC;
    private static final int MECHANISM = 0x80;
    private static final int PUBLIC_KEY = 0x7F49;
    /** Part 1, table 3: printed information, fingerprints, face and iris ask for the PIN. */
    private static final List<Integer> BEHIND_PIN = List.of(0x5FC109, 0x5FC103, 0x5FC108, 0x5FC121);

    private final PivState state;

    DataCommands(PivState state) {
        this.state = state;
    }

    byte[] get(Command command) throws StatusException {
        require(command.p1p2() == CURRENT, Sw.WRONG_P1_P2);
        List<Tlv> request = Tlv.parse(command.data());
        require(request.size() == 1 && request.get(0).tag() == TAG_LIST, Sw.WRONG_DATA);
        int tag = tag(request.get(0).value());
        if (BEHIND_PIN.contains(tag)) {
            state.require(PivSlot.PinRule.ONCE, false);
        }
        return state.objects.get(tag).orElseThrow(() -> new StatusException(Sw.NOT_FOUND));
    }

    byte[] put(Command command) throws StatusException {
        require(command.p1p2() == CURRENT, Sw.WRONG_P1_P2);
        state.requireAdministrator();
        List<Tlv> request = Tlv.parse(command.data());
        require(
                request.size() == 2
                        && request.get(0).tag() == TAG_LIST
                        && request.get(1).tag() == DATA,
                Sw.WRONG_DATA);
        byte[] content = request.get(1).value();
        require(content.length <= LARGEST, Sw.NO_SPACE);
        state.objects.put(tag(request.get(0).value()), content);
        return new byte[0];
    }

    /** Data: AC { 80 algorithm, of a YubiKey's policies AA is read and not kept, AB is }. */
    byte[] generate(Command command) throws StatusException {
        require(command.p1() == 0, Sw.WRONG_P1_P2);
        PivSlot slot = PivSlot.of(command.p2()).orElseThrow(() -> new StatusException(Sw.WRONG_P1_P2));
        state.requireAdministrator();
        List<Tlv> template = control(command.data());
        PivAlgorithm algorithm = mechanism(template).orElseThrow(() -> new StatusException(Sw.WRONG_DATA));
        PivKey key = new PivKey(KeyPairs.fresh(algorithm), true, Touch.of(template));
        state.put(slot, key);
        return Tlv.of(PUBLIC_KEY, key.publicTemplate());
    }

    private static List<Tlv> control(byte[] data) throws StatusException {
        List<Tlv> request = Tlv.parse(data);
        require(request.size() == 1 && request.get(0).tag() == CONTROL, Sw.WRONG_DATA);
        return Tlv.parse(request.get(0).value());
    }

    private static Optional<PivAlgorithm> mechanism(List<Tlv> template) throws StatusException {
        return Tlv.find(template, MECHANISM).filter(v -> v.length == 1).flatMap(v -> PivAlgorithm.of(v[0] & 0xFF));
    }

    /** 7E and 7F61, or a tag of three bytes 5FC1xx; YubiKey's own objects are 5FFFxx. */
    private static int tag(byte[] bytes) throws StatusException {
        require(bytes.length >= 1 && bytes.length <= 3, Sw.WRONG_DATA);
        int tag = 0;
        for (byte b : bytes) {
            tag = tag << 8 | b & 0xFF;
        }
        boolean known = tag == PivObjects.DISCOVERY || tag == PivObjects.BIOMETRIC_GROUP || bytes.length == 3;
        require(known, Sw.NOT_FOUND);
        return tag;
    }

    private static void require(boolean holds, int sw) throws StatusException {
        if (!holds) {
            throw new StatusException(sw);
        }
    }
}
