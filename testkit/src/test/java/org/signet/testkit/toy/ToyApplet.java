package org.signet.testkit.toy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.signet.testkit.card.Applet;
import org.signet.testkit.card.Command;
import org.signet.testkit.card.StatusException;
import org.signet.testkit.card.Sw;

/** The card's side: GET DATA 01 (serial) and 02 (public key), VERIFY 01, and SIGN of a digest after it. */
final class ToyApplet implements Applet {
    /** A proprietary one (ISO 7816-4, 8.2.1.2: category F). */
    static final byte[] AID = HexFormat.of().parseHex("f05369676e6574546f79");

    private static final int TRIES = 3;
    private static final byte[] NOTHING = {};
    private static final byte[] PIN = "246813".getBytes(StandardCharsets.US_ASCII);

    private final KeyPair key;
    private int tries = TRIES;
    private boolean verified;

    ToyApplet() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        key = generator.generateKeyPair();
    }

    PublicKey publicKey() {
        return key.getPublic();
    }

    int tries() {
        return tries;
    }

    @Override
    public byte[] aid() {
        return AID.clone();
    }

    @Override
    public byte[] select() {
        return NOTHING;
    }

    @Override
    public void deselect() {
        verified = false;
    }

    @Override
    public boolean chains(int ins) {
        return false;
    }

    @Override
    public byte[] process(Command command) throws StatusException {
        return switch (command.ins()) {
            case 0xCA -> getData(command.p1p2());
            case 0x20 -> verify(command);
            case 0x2A -> sign(command.data());
            default -> throw new StatusException(Sw.NO_INSTRUCTION);
        };
    }

    private byte[] getData(int object) throws StatusException {
        return switch (object) {
            case 1 -> "T1".getBytes(StandardCharsets.US_ASCII);
            case 2 -> key.getPublic().getEncoded();
            default -> throw new StatusException(Sw.NOT_FOUND);
        };
    }

    private byte[] verify(Command command) throws StatusException {
        if (command.p1() == 0xFF) {
            verified = false;
            return NOTHING;
        }
        if (command.nc() > 0) {
            verified = tries > 0 && Arrays.equals(PIN, command.data());
            tries = verified ? TRIES : Math.max(0, tries - 1);
        }
        if (!verified) {
            throw new StatusException(tries == 0 ? Sw.BLOCKED : Sw.TRIES_LEFT | tries);
        }
        return NOTHING;
    }

    private byte[] sign(byte[] digest) throws StatusException {
        if (!verified) {
            throw new StatusException(Sw.SECURITY_STATUS);
        }
        try {
            Signature signature = Signature.getInstance("NONEwithECDSA", "SunEC");
            signature.initSign(key.getPrivate());
            signature.update(digest);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new StatusException(Sw.WRONG_DATA);
        }
    }
}
