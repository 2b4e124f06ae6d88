package org.signet.testkit.piv;

import java.util.List;
import java.util.Optional;
import org.signet.testkit.card.Command;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** GENERAL AUTHENTICATE (SP 800-73-4 part 2, 3.2.4): the dynamic authentication template in, its answer out. */
final class GeneralAuthenticate {
    static final int TEMPLATE = 0x7C;
    static final int CHALLENGE = 0x81;
    static final int RESPONSE = 0x82;
    static final int EXPONENTIATION = 0x85;
    private static final int MANAGEMENT_KEY = 0x9B;

    private final PivState state;
    private final TouchSensor sensor;

    GeneralAuthenticate(PivState state, TouchSensor sensor) {
        this.state = state;
        this.sensor = sensor;
    }

    byte[] perform(Command command, boolean justVerified) throws StatusException {
        if (command.p2() == MANAGEMENT_KEY) {
            return state.managementKey.authenticate(command.p1(), template(command.data()));
        }
        PivSlot slot = PivSlot.of(command.p2()).orElseThrow(() -> new StatusException(Sw.NO_REFERENCE));
        PivKey key = state.key(slot).orElseThrow(() -> new StatusException(Sw.NO_REFERENCE));
        if (command.p1() != key.algorithm().id) {
            throw new StatusException(Sw.WRONG_P1_P2);
        }
        state.require(slot.pin(), justVerified);
        sensor.require(key.touch());
        return Tlv.of(TEMPLATE, Tlv.of(RESPONSE, answer(slot, key, template(command.data()))));
    }

    /** An EC key of key management only agrees, every other key only answers challenges (part 1, table 4b). */
    private static byte[] answer(PivSlot slot, PivKey key, List<Tlv> template) throws StatusException {
        boolean agrees =
                slot.use() == PivSlot.Use.KEY_MANAGEMENT && !key.algorithm().isRsa();
        if (Tlv.find(template, RESPONSE).filter(r -> r.length == 0).isEmpty()) {
            throw new StatusException(Sw.WRONG_DATA);
        }
        Optional<byte[]> input = Tlv.find(template, agrees ? EXPONENTIATION : CHALLENGE);
        byte[] value = input.orElseThrow(() -> new StatusException(Sw.WRONG_DATA));
        return agrees ? key.agree(value) : key.answer(value);
    }

    private static List<Tlv> template(byte[] data) throws StatusException {
        List<Tlv> outer = Tlv.parse(data);
        if (outer.size() != 1 || outer.get(0).tag() != TEMPLATE) {
            throw new StatusException(Sw.WRONG_DATA);
        }
        return Tlv.parse(outer.get(0).value());
    }
}
