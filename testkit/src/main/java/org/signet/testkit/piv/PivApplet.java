package org.signet.testkit.piv;

import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.signet.testkit.card.Applet;
import org.signet.testkit.card.Command;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;
import org.signet.testkit.card.Tlv;

/** The PIV card application's commands, a row each (SP 800-73-4 part 2, table 2). */
final class PivApplet implements Applet {
    /** RID of NIST, PIX 00001000, version 0100. */
    static final byte[] AID = HexFormat.of().parseHex("A000000308000010000100");

    private static final Set<Integer> CHAINED = Set.of(0x87, 0xDB, 0x47, 0xFE);
    private static final int NIST_RID = 5;

    @FunctionalInterface
    private interface Instruction {
        byte[] perform(Command command, boolean justVerified) throws StatusException;
    }

    private final PivState state;
    private final boolean forgetsAtSelect;
    private final Map<Integer, Instruction> instructions = new HashMap<>();

    /** @param yubiKeySerial 4 bytes where the card has a YubiKey's extensions too */
    PivApplet(PivState state, TouchSensor sensor, Optional<byte[]> yubiKeySerial) {
        this.state = state;
        this.forgetsAtSelect = yubiKeySerial.isPresent();
        PinCommands pins = new PinCommands(state);
        DataCommands data = new DataCommands(state);
        GeneralAuthenticate authenticate = new GeneralAuthenticate(state, sensor);
        instructions.put(0x20, (c, just) -> pins.verify(c));
        instructions.put(0x24, (c, just) -> pins.change(c));
        instructions.put(0x2C, (c, just) -> pins.reset(c));
        instructions.put(0x47, (c, just) -> data.generate(c));
        instructions.put(0x87, authenticate::perform);
        instructions.put(0xCB, (c, just) -> data.get(c));
        instructions.put(0xDB, (c, just) -> data.put(c));
        yubiKeySerial.ifPresent(serial -> extend(new YubiKeyCommands(state, serial)));
    }

    private void extend(YubiKeyCommands yubiKey) {
        instructions.put(0xF7, (c, just) -> yubiKey.metadata(c));
        instructions.put(0xF8, (c, just) -> yubiKey.serial(c));
        instructions.put(0xFA, (c, just) -> yubiKey.setRetries(c));
        instructions.put(0xFB, (c, just) -> yubiKey.reset(c));
        instructions.put(0xFD, (c, just) -> yubiKey.version(c));
        instructions.put(0xFE, (c, just) -> yubiKey.importKey(c));
        instructions.put(0xFF, (c, just) -> yubiKey.setManagementKey(c));
    }

    @Override
    public byte[] aid() {
        return AID.clone();
    }

    /**
     * The application property template (part 2, table 3): PIX, tag allocation authority, label. Selected again, the
     * standard's card keeps what is verified and a YubiKey forgets it; yubico-piv-tool counts on that.
     */
    @Override
    public byte[] select() {
        state.takeJustVerified();
        if (forgetsAtSelect) {
            state.logOut();
        }
        byte[] pix = java.util.Arrays.copyOfRange(AID, NIST_RID, AID.length);
        byte[] rid = java.util.Arrays.copyOf(AID, NIST_RID);
        return Tlv.of(
                0x61,
                Tlv.of(0x4F, pix),
                Tlv.of(0x79, Tlv.of(0x4F, rid)),
                Tlv.of(0x50, "Signet emulated PIV".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
    }

    @Override
    public void deselect() {
        state.logOut();
    }

    @Override
    public boolean chains(int ins) {
        return CHAINED.contains(ins);
    }

    @Override
    public byte[] process(Command command) throws StatusException {
        boolean justVerified = state.takeJustVerified();
        Instruction instruction = instructions.get(command.ins());
        if (instruction == null) {
            throw new StatusException(Sw.NO_INSTRUCTION);
        }
        return instruction.perform(command, justVerified);
    }
}
