package org.signet.testkit.toy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Instant;
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
import org.signet.key.KeyAccessException;
import org.signet.key.PinPolicy;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** The commands that {@link ToyApplet} answers: one P-256 key, called 1. */
final class ToyApplication implements CardApplication {
    static final CommandApdu SELECT = new CommandApdu(0x00, 0xA4, 0x04, 0x00, ToyApplet.AID.clone(), 0x100);

    private static final String KEY = "1";
    private static final byte[] NONE = {};

    private final ApduChannel channel;

    ToyApplication(ApduChannel channel) {
        this.channel = channel;
    }

    @Override
    public void select() throws ReaderException, CardRefusal {
        ok("SELECT toy", SELECT);
    }

    @Override
    public String serial() throws ReaderException, CardRefusal, CardDataException {
        String serial = new String(ok("GET DATA serial", getData(0x01)), StandardCharsets.US_ASCII);
        if (!serial.matches("[A-Za-z0-9]{1,64}")) {
            throw new CardDataException("the card's serial is not 1 to 64 letters and digits");
        }
        return serial;
    }

    @Override
    public List<String> references() {
        return List.of(KEY);
    }

    @Override
    public PinPolicy pinPolicy(String reference) {
        return PinPolicy.ONCE;
    }

    @Override
    public Optional<CardKey> key(String reference) throws ReaderException, CardRefusal, CardDataException {
        if (!reference.equals(KEY)) {
            return Optional.empty();
        }
        PublicKey key = publicKey(ok("GET DATA public key", getData(0x02)));
        return Optional.of(new CardKey(KEY, key, List.of(), Set.of(Primitive.ECDSA), PinPolicy.ONCE, Instant.EPOCH));
    }

    private static PublicKey publicKey(byte[] info) throws CardDataException {
        try {
            return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(info));
        } catch (GeneralSecurityException e) {
            throw new CardDataException("the public key of 1 is no SubjectPublicKeyInfo", e);
        }
    }

    @Override
    public PinState pinState() throws ReaderException, CardRefusal {
        return pin(new CommandApdu(0x00, 0x20, 0x00, 0x01, NONE, CommandApdu.NO_LE));
    }

    @Override
    public PinState verify(byte[] value) throws ReaderException, CardRefusal {
        CommandApdu command = new CommandApdu(0x00, 0x20, 0x00, 0x01, value, CommandApdu.NO_LE);
        try {
            return pin(command);
        } finally {
            command.wipe();
        }
    }

    private PinState pin(CommandApdu command) throws ReaderException, CardRefusal {
        return PinState.of("VERIFY 01", channel.transmit(command).sw());
    }

    @Override
    public void logout() throws ReaderException {
        channel.transmit(new CommandApdu(0x00, 0x20, 0xFF, 0x01, NONE, CommandApdu.NO_LE));
    }

    @Override
    public byte[] perform(String reference, PublicKey key, Primitive primitive, byte[] input)
            throws ReaderException, CardRefusal {
        if (primitive != Primitive.ECDSA) {
            throw new KeyAccessException(
                    Reason.CANNOT, "the toy key " + reference + " does no " + primitive.word() + ": nothing was sent");
        }
        return ok("SIGN " + reference, new CommandApdu(0x00, 0x2A, 0x9E, 0x9A, input, 0x100));
    }

    private static CommandApdu getData(int object) {
        return new CommandApdu(0x00, 0xCA, 0x00, object, NONE, 0x100);
    }

    private byte[] ok(String step, CommandApdu command) throws ReaderException, CardRefusal {
        ResponseApdu answer = channel.transmit(command);
        if (answer.sw() != StatusWord.OK) {
            throw new CardRefusal(step, answer.sw());
        }
        return answer.data();
    }
}
