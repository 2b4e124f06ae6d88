package org.signet.crypto;

import java.security.PublicKey;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.signet.key.Call;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/**
 * Finds what a place can really do with a key by having it done once, with fresh values and a result that the public key proves:
 * what a token or a provider says of itself is not what it does.
 */
public final class Trial {
    private static final byte[] MESSAGE = SshEncoding.enc("signet/1/trial");

    /** What is no answer to the question: the door is shut, or its secret wrong. */
    private static final Set<Reason> NO_ANSWER = EnumSet.of(
            Reason.NOT_CONNECTED, Reason.PIN_NEEDED, Reason.PIN_WRONG, Reason.PIN_BLOCKED, Reason.PASSPHRASE_WRONG);

    private final PrivateOperations operations;
    private final Possession possession;

    public Trial(PrivateOperations operations) {
        this.operations = Objects.requireNonNull(operations);
        this.possession = new Possession(operations);
    }

    /** What the key behind this door does; nothing if it is not the public key's other half. With raw RSA nothing else is needed. */
    public Set<Primitive> of(KeyRecord key, KeyAccess door, Call call) {
        PublicKey publicKey = key.publicKey();
        if (RsaPublic.of(publicKey).isEmpty()) {
            return those(key, door, call, SoftwareKeys.can(publicKey).toArray(Primitive[]::new));
        }
        Set<Primitive> raw = those(key, door, call, Primitive.RSA_RAW);
        return raw.isEmpty() ? those(key, door, call, Primitive.RSA_PKCS1_SIGN, Primitive.RSA_PKCS1_DECRYPT) : raw;
    }

    private Set<Primitive> those(KeyRecord key, KeyAccess door, Call call, Primitive... asked) {
        Set<Primitive> done = EnumSet.noneOf(Primitive.class);
        for (Primitive primitive : asked) {
            if (does(key.withCan(Set.of(primitive)), primitive, door, call)) {
                done.add(primitive);
            }
        }
        return done;
    }

    private boolean does(KeyRecord key, Primitive primitive, KeyAccess door, Call call) {
        try {
            return switch (primitive) {
                case RSA_RAW, RSA_PKCS1_SIGN, ECDSA, EDDSA -> signs(key, primitive, door, call);
                case RSA_PKCS1_DECRYPT ->
                    possession.prove(key, MESSAGE, door, call) && refusesBadPadding(key, door, call);
                default -> possession.prove(key, MESSAGE, door, call);
            };
        } catch (KeyAccessException e) {
            if (NO_ANSWER.contains(e.reason())) {
                throw e;
            }
            return false;
        }
    }

    private boolean signs(KeyRecord key, Primitive primitive, KeyAccess door, Call call) {
        byte[] digest = new byte[Digest.SHA256.length()];
        Services.platform().random().nextBytes(digest);
        Scheme.SignatureScheme scheme = switch (primitive) {
            case ECDSA -> new Scheme.Ecdsa();
            case EDDSA -> new Scheme.EdDsa();
            default -> new Scheme.RsaPkcs1(Digest.SHA256);
        };
        return operations.sign(key, scheme, digest, door, call).length > 0; // which checked it
    }

    /** A service that calls a bad padding anything else would be the oracle that implicit rejection closes. */
    private static boolean refusesBadPadding(KeyRecord key, KeyAccess door, Call call) {
        byte[] block = new byte[RsaPublic.of(key.publicKey()).orElseThrow().length()];
        block[block.length - 1] = 2;
        try {
            byte[] madeUp = door.perform(key, new Operation(Primitive.RSA_PKCS1_DECRYPT, block, call));
            Arrays.fill(madeUp, (byte) 0);
            return true; // by its own implicit rejection
        } catch (KeyAccessException e) {
            return e.reason() == Reason.REFUSED;
        }
    }
}
