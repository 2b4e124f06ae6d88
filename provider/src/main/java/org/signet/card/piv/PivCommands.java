package org.signet.card.piv;

import java.util.Arrays;
import java.util.HexFormat;
import org.signet.iso7816.CommandApdu;
import org.signet.iso7816.Tlv;

/** The commands of SP 800-73-4 part 2, section 3, byte by byte. */
final class PivCommands {
    private static final int SHORT_LE = 0x100;
    private static final int EXTENDED_LE = 0x10000;
    private static final int SHORT_MODULUS = 128;
    private static final int PIN_BYTES = 8;
    private static final byte[] AID = HexFormat.of().parseHex("a000000308000010000100");
    private static final byte[] NONE = {};
    private static final byte[] DISCOVERY = {0x7E};

    private PivCommands() {}

    static CommandApdu select() {
        return new CommandApdu(0x00, 0xA4, 0x04, 0x00, AID, SHORT_LE);
    }

    /** GET DATA of an object that mostly fits into a short answer; it is named in tag 5C. */
    static CommandApdu getData(int object) {
        return getData(object, SHORT_LE);
    }

    /** GET DATA of a certificate, which mostly does not. */
    static CommandApdu getCertificate(int object) {
        return getData(object, EXTENDED_LE);
    }

    private static CommandApdu getData(int object, int ne) {
        return getData(new byte[] {(byte) (object >> 16), (byte) (object >> 8), (byte) object}, ne);
    }

    private static CommandApdu getData(byte[] name, int ne) {
        byte[] list = Tlv.of(0x5C, name).bytes();
        return new CommandApdu(0x00, 0xCB, 0x3F, 0xFF, list, ne);
    }

    /** GET DATA of the discovery object, whose name is a byte long (part 1, 3.3.2). */
    static CommandApdu getDiscovery() {
        return getData(DISCOVERY, SHORT_LE);
    }

    /** VERIFY with neither Lc nor Le: asks for the state and spends nothing (part 2, 3.2.1). */
    static CommandApdu pinState(int pin) {
        return new CommandApdu(0x00, 0x20, 0x00, pin, NONE, CommandApdu.NO_LE);
    }

    /** VERIFY with P1 FF: the PIN is not verified any more (part 2, 3.2.1). */
    static CommandApdu logout(int pin) {
        return new CommandApdu(0x00, 0x20, 0xFF, pin, NONE, CommandApdu.NO_LE);
    }

    /** @param value at most 8 characters; the command holds a padded copy, to be wiped */
    static CommandApdu verify(int pin, byte[] value) {
        byte[] padded = new byte[PIN_BYTES];
        Arrays.fill(padded, (byte) 0xFF);
        System.arraycopy(value, 0, padded, 0, value.length);
        try {
            return new CommandApdu(0x00, 0x20, 0x00, pin, padded, CommandApdu.NO_LE);
        } finally {
            Arrays.fill(padded, (byte) 0);
        }
    }

    /** GENERAL AUTHENTICATE (part 2, 3.2.4) with an empty 82, which asks for the response. */
    static CommandApdu generalAuthenticate(int algorithm, int slot, int tag, byte[] input) {
        byte[] template = Tlv.of(0x7C, Tlv.of(0x82, NONE), Tlv.of(tag, input)).bytes();
        int ne = input.length > SHORT_MODULUS ? EXTENDED_LE : SHORT_LE;
        return new CommandApdu(0x00, 0x87, algorithm, slot, template, ne);
    }

    /** GENERAL AUTHENTICATE of the management key 9B (part 2, appendix A.1). */
    static CommandApdu manage(int algorithm, Tlv... parts) {
        return new CommandApdu(0x00, 0x87, algorithm, 0x9B, Tlv.of(0x7C, parts).bytes(), SHORT_LE);
    }

    /** GENERATE ASYMMETRIC KEY PAIR (part 2, 3.3.2): the control reference template AC with the algorithm 80. */
    static CommandApdu generate(int algorithm, int slot) {
        byte[] control =
                Tlv.of(0xAC, Tlv.of(0x80, new byte[] {(byte) algorithm})).bytes();
        return new CommandApdu(0x00, 0x47, 0x00, slot, control, EXTENDED_LE);
    }

    /** PUT DATA (part 2, 3.3.1) of an object's content; none deletes it. */
    static CommandApdu putData(int object, byte[] content) {
        byte[] name = Tlv.of(0x5C, new byte[] {(byte) (object >> 16), (byte) (object >> 8), (byte) object})
                .bytes();
        byte[] value = Tlv.of(0x53, content).bytes();
        byte[] data = Arrays.copyOf(name, name.length + value.length);
        System.arraycopy(value, 0, data, name.length, value.length);
        return new CommandApdu(0x00, 0xDB, 0x3F, 0xFF, data, CommandApdu.NO_LE);
    }

    /** IMPORT ASYMMETRIC KEY of a YubiKey; the command holds a copy of the numbers, to be wiped. */
    static CommandApdu importKey(int algorithm, int slot, byte[] numbers) {
        return new CommandApdu(0x00, 0xFE, algorithm, slot, numbers, CommandApdu.NO_LE);
    }

    /** GET METADATA of a YubiKey, from firmware 5.3: what it knows of a slot's key, its public half among it. */
    static CommandApdu metadata(int slot) {
        return new CommandApdu(0x00, 0xF7, 0x00, slot, NONE, EXTENDED_LE);
    }

    /** The same for the begin of its answer, where the policies are. */
    static CommandApdu policies(int slot) {
        return new CommandApdu(0x00, 0xF7, 0x00, slot, NONE, 0x100);
    }

    /** GET SERIAL NUMBER of a YubiKey, from firmware 5.0: 4 bytes. */
    static CommandApdu serial() {
        return new CommandApdu(0x00, 0xF8, 0x00, 0x00, NONE, SHORT_LE);
    }
}
