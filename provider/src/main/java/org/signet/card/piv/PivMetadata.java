package org.signet.card.piv;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Security;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import java.security.spec.RSAPublicKeySpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.signet.card.CardDataException;
import org.signet.card.TouchPolicy;
import org.signet.iso7816.Tlv;
import org.signet.iso7816.TlvException;
import org.signet.key.KeyOrigin;
import org.signet.key.PinPolicy;

/** What a YubiKey answers to GET METADATA of a slot: 01 the algorithm, 02 PIN and touch policy, 03 its origin,
 * 04 the public key (81 and 82 of RSA, 86 of EC); hostile bytes. */
final class PivMetadata {
    private static final int ALGORITHM = 0x01;
    private static final int POLICIES = 0x02;
    private static final int ORIGIN = 0x03;
    private static final int GENERATED = 1;
    private static final int IMPORTED = 2;
    private static final int PUBLIC_KEY = 0x04;
    private static final int UNCOMPRESSED = 4;

    // The fingerprint that a Bio takes for the PIN is asked for by VERIFY as well.
    private static final Map<Integer, PinPolicy> PIN =
            Map.of(1, PinPolicy.NEVER, 2, PinPolicy.ONCE, 3, PinPolicy.ALWAYS, 4, PinPolicy.ONCE, 5, PinPolicy.ALWAYS);
    private static final Map<Integer, TouchPolicy> TOUCH = Map.of(2, TouchPolicy.ALWAYS, 3, TouchPolicy.CACHED);

    private PivMetadata() {}

    /** Empty for an algorithm that none of our rows is for. */
    static Optional<PublicKey> publicKey(String slot, byte[] metadata) throws CardDataException {
        try {
            List<Tlv> told = Tlv.all(metadata);
            Optional<PivAlgorithm> algorithm = PivAlgorithm.of(new BigInteger(1, value(told, ALGORITHM)));
            if (algorithm.isEmpty()) {
                return Optional.empty();
            }
            PublicKey key = publicKey(algorithm.get(), Tlv.all(value(told, PUBLIC_KEY)));
            if (!PivAlgorithm.of(key).equals(algorithm)) {
                throw new TlvException("the key is not one of " + algorithm.get());
            }
            return Optional.of(key);
        } catch (TlvException e) {
            throw new CardDataException("the metadata of " + slot + " cannot be read: " + e.getMessage(), e);
        } catch (GeneralSecurityException | RuntimeException e) { // a key factory's ways to refuse a number
            throw new CardDataException("the metadata of " + slot + " holds no public key", e);
        }
    }

    /** 01 alone: what a management key is of. */
    static Optional<Integer> algorithm(byte[] metadata) {
        try {
            byte[] value = value(Tlv.all(metadata), ALGORITHM);
            return value.length == 1 ? Optional.of(value[0] & 0xFF) : Optional.empty();
        } catch (TlvException e) {
            return Optional.empty();
        }
    }

    /** 03: whether the card made the key itself. */
    static KeyOrigin origin(byte[] metadata) {
        try {
            byte[] value = value(Tlv.all(metadata), ORIGIN);
            return value.length != 1
                    ? KeyOrigin.UNKNOWN
                    : value[0] == GENERATED
                            ? KeyOrigin.CARD
                            : value[0] == IMPORTED ? KeyOrigin.IMPORTED : KeyOrigin.UNKNOWN;
        } catch (TlvException e) {
            return KeyOrigin.UNKNOWN;
        }
    }

    /** 02, its first byte, for which the begin of the metadata is enough: empty where the place's own rule counts. */
    static Optional<PinPolicy> pin(byte[] metadata) {
        return policy(metadata, 0).map(PIN::get);
    }

    /** 02, its second byte; the begin is enough. */
    static TouchPolicy touch(byte[] metadata) {
        return policy(metadata, 1).map(TOUCH::get).orElse(TouchPolicy.NEVER);
    }

    private static Optional<Integer> policy(byte[] metadata, int index) {
        int at = 0;
        while (at + 1 < metadata.length && metadata[at + 1] >= 0) { // only the key has a longer length
            int begin = at + 2;
            int end = begin + metadata[at + 1];
            if (metadata[at] == POLICIES) {
                return end == begin + 2 && end <= metadata.length
                        ? Optional.of(metadata[begin + index] & 0xFF)
                        : Optional.empty();
            }
            at = end;
        }
        return Optional.empty();
    }

    /** @param key 81 and 82 of RSA, 86 of EC */
    static PublicKey publicKey(PivAlgorithm algorithm, List<Tlv> key) throws TlvException, GeneralSecurityException {
        if (algorithm.curve().isEmpty()) {
            BigInteger modulus = new BigInteger(1, value(key, 0x81));
            BigInteger exponent = new BigInteger(1, value(key, 0x82));
            return KeyFactory.getInstance("RSA", platform("SunRsaSign"))
                    .generatePublic(new RSAPublicKeySpec(modulus, exponent));
        }
        AlgorithmParameters curve = AlgorithmParameters.getInstance("EC", platform("SunEC"));
        curve.init(new ECGenParameterSpec(algorithm.curve()));
        ECPoint point = point(value(key, 0x86), algorithm.bytes());
        return KeyFactory.getInstance("EC", platform("SunEC"))
                .generatePublic(new ECPublicKeySpec(point, curve.getParameterSpec(ECParameterSpec.class)));
    }

    private static Provider platform(String name) throws NoSuchProviderException {
        Provider provider = Security.getProvider(name);
        if (provider == null) {
            throw new NoSuchProviderException("this Java has no " + name);
        }
        return provider;
    }

    // SEC 1, 2.3.3: 04, x, y.
    private static ECPoint point(byte[] bytes, int field) throws TlvException {
        if (bytes.length != 1 + 2 * field || bytes[0] != UNCOMPRESSED) {
            throw new TlvException("no uncompressed point of " + (1 + 2 * field) + " bytes");
        }
        return new ECPoint(
                new BigInteger(1, Arrays.copyOfRange(bytes, 1, 1 + field)),
                new BigInteger(1, Arrays.copyOfRange(bytes, 1 + field, bytes.length)));
    }

    private static byte[] value(List<Tlv> objects, int tag) throws TlvException {
        return objects.stream()
                .filter(o -> o.tag() == tag)
                .findFirst()
                .orElseThrow(() -> new TlvException("no tag %02X".formatted(tag)))
                .value();
    }
}
