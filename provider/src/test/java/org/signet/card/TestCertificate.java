package org.signet.card;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.util.HexFormat;
import org.signet.iso7816.Tlv;

/** The smallest self-signed certificate (RFC 5280, 4.1), valid from 2026-01-01. */
final class TestCertificate {
    private TestCertificate() {}

    static byte[] of(KeyPair pair) {
        boolean rsa = pair.getPrivate().getAlgorithm().equals("RSA");
        Tlv algorithm =
                Tlv.of(0x30, HexFormat.of().parseHex(rsa ? "06092a864886f70d01010b0500" : "06082a8648ce3d040302"));
        Tlv name = Tlv.of(0x30, Tlv.of(0x31, Tlv.of(0x30, Tlv.of(0x06, new byte[] {0x55, 4, 3}), text(0x0C, "test"))));
        Tlv tbs = Tlv.of(
                0x30,
                Tlv.of(0x02, new byte[] {1}),
                algorithm,
                name,
                Tlv.of(0x30, text(0x17, "260101000000Z"), text(0x17, "360101000000Z")),
                name,
                spki(pair));
        return Tlv.of(0x30, tbs, algorithm, Tlv.of(0x03, sign(rsa, pair, tbs.bytes())))
                .bytes();
    }

    private static Tlv text(int tag, String text) {
        return Tlv.of(tag, text.getBytes(StandardCharsets.US_ASCII));
    }

    private static Tlv spki(KeyPair pair) {
        try {
            return Tlv.one(pair.getPublic().getEncoded());
        } catch (org.signet.iso7816.TlvException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sign(boolean rsa, KeyPair pair, byte[] tbs) {
        try {
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(tbs);
            byte[] value = signature.sign();
            byte[] bits = new byte[value.length + 1];
            System.arraycopy(value, 0, bits, 1, value.length);
            return bits;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
