package org.signet.card.piv;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.signet.key.KeyKind;
import org.signet.key.Primitive;

/** SP 800-78-5, table 6-2, as YubiKeys have it too: the algorithms of asymmetric keys. Another size or curve is another row. */
enum PivAlgorithm {
    // spotless:off
    RSA_1024 (0x06, 128, "", ""),
    RSA_2048 (0x07, 256, "", ""),
    RSA_3072 (0x05, 384, "", ""),
    RSA_4096 (0x16, 512, "", ""),
    P_256    (0x11,  32, "secp256r1", "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551"),
    P_384    (0x14,  48, "secp384r1", "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973");
    // spotless:on

    private final int id;
    private final int bytes;
    private final String curve;
    private final String order;

    PivAlgorithm(int id, int bytes, String curve, String order) {
        this.id = id;
        this.bytes = bytes;
        this.curve = curve;
        this.order = order;
    }

    /** Empty for a key that none of our rows is for. */
    static Optional<PivAlgorithm> of(PublicKey key) {
        return Arrays.stream(values()).filter(a -> a.isOf(key)).findFirst();
    }

    static Optional<PivAlgorithm> of(BigInteger id) {
        return Arrays.stream(values())
                .filter(a -> BigInteger.valueOf(a.id).equals(id))
                .findFirst();
    }

    static Optional<PivAlgorithm> of(KeyKind kind) {
        String name = kind.family().equals("rsa")
                ? "RSA_" + kind.parameter()
                : kind.family().equals("ec") ? kind.parameter().replace('-', '_') : "";
        return Arrays.stream(values()).filter(a -> a.name().equals(name)).findFirst();
    }

    private boolean isOf(PublicKey key) {
        if (key instanceof RSAPublicKey rsa) {
            return !isEc() && rsa.getModulus().bitLength() == 8 * bytes;
        }
        return isEc()
                && key instanceof ECPublicKey ec
                && ec.getParams().getOrder().equals(new BigInteger(order, 16));
    }

    private boolean isEc() {
        return !curve.isEmpty();
    }

    int id() {
        return id;
    }

    /** The length of an RSA modulus or of an EC field, in bytes. */
    int bytes() {
        return bytes;
    }

    /** The curve's name as the JDK has it; empty for RSA. */
    String curve() {
        return curve;
    }

    Set<Primitive> can(PivSlot slot) {
        return Set.of(isEc() ? slot.ec() : Primitive.RSA_RAW);
    }
}
