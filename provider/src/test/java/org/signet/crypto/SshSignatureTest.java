package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Optional;
import org.bouncycastle.crypto.signers.StandardDSAEncoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

class SshSignatureTest {
    private static final byte[] MESSAGE = "a letter".getBytes(StandardCharsets.US_ASCII);
    private static final String NAMESPACE = "body@signet";

    @ParameterizedTest
    @CsvSource({
        "Ed25519, , Ed25519",
        "EC, secp256r1, SHA256withECDSA",
        "EC, secp384r1, SHA384withECDSA",
        "EC, secp521r1, SHA512withECDSA",
        "RSA, 2048, SHA512withRSA"
    })
    void eachKeyTypeSignsAndNothingElseThanItsBytesVerifies(String type, String size, String algorithm)
            throws Exception {
        KeyPair pair = pair(type, size);
        byte[] blob = SshSignature.of(pair.getPublic(), NAMESPACE, sign(pair, algorithm));
        assertTrue(SshSignature.verify(blob, pair.getPublic(), NAMESPACE, MESSAGE));
        assertFalse(SshSignature.verify(blob, pair(type, size).getPublic(), NAMESPACE, MESSAGE));
        assertFalse(SshSignature.verify(blob, pair.getPublic(), "accept@signet", MESSAGE));
        assertFalse(SshSignature.verify(blob, pair.getPublic(), NAMESPACE, new byte[0]));
        for (int i = 0; i < blob.length; i++) {
            byte[] changed = blob.clone();
            changed[i] ^= (byte) (1 << (i % 8));
            assertFalse(SshSignature.verify(changed, pair.getPublic(), NAMESPACE, MESSAGE), "byte " + i);
            assertFalse(SshSignature.verify(Arrays.copyOf(blob, i), pair.getPublic(), NAMESPACE, MESSAGE));
        }
        assertFalse(SshSignature.verify(Arrays.copyOf(blob, blob.length + 1), pair.getPublic(), NAMESPACE, MESSAGE));
    }

    @Test
    void theHigherSIsNormalisedWhenMadeAndRefusedWhenRead() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        BigInteger n = ((ECPublicKey) pair.getPublic()).getParams().getOrder();
        byte[] der = sign(pair, "SHA256withECDSA");
        BigInteger[] rs = StandardDSAEncoding.INSTANCE.decode(n, der);
        byte[] other = StandardDSAEncoding.INSTANCE.encode(n, rs[0], n.subtract(rs[1]));
        byte[] blob = SshSignature.of(pair.getPublic(), NAMESPACE, der);
        assertArrayEquals(blob, SshSignature.of(pair.getPublic(), NAMESPACE, other));

        BigInteger high = rs[1].max(n.subtract(rs[1]));
        byte[] inner = SshEncoding.enc(SshEncoding.mpint(rs[0]), SshEncoding.mpint(high));
        byte[] key = SshKeyType.P256.publicKeyBlob(pair.getPublic());
        byte[] rest = SshEncoding.enc(key, NAMESPACE, "", "sha512", SshEncoding.enc("ecdsa-sha2-nistp256", inner));
        byte[] forged = Arrays.copyOf(blob, 10 + rest.length);
        System.arraycopy(rest, 0, forged, 10, rest.length);
        assertFalse(SshSignature.verify(forged, pair.getPublic(), NAMESPACE, MESSAGE));
    }

    @Test
    void aShortRsaKeyMaySealNothing() throws Exception {
        KeyPair pair = pair("RSA", "1024");
        KeyAccessException e = assertThrows(
                KeyAccessException.class, () -> SshSignature.of(pair.getPublic(), NAMESPACE, new byte[128]));
        assertEquals(Reason.CANNOT, e.reason());
        assertFalse(SshSignature.verify(new byte[200], pair.getPublic(), NAMESPACE, MESSAGE));
    }

    @Test
    void noEcdsaValueIsAProtocolError() throws Exception {
        KeyPair pair = pair("EC", "secp256r1");
        for (byte[] bad : new byte[][] {{}, {0x30}, {0x30, 0}, {0x30, 6, 2, 1, 0, 2, 1, 0, 0}, new byte[70]}) {
            KeyAccessException e =
                    assertThrows(KeyAccessException.class, () -> SshSignature.of(pair.getPublic(), NAMESPACE, bad));
            assertEquals(Reason.PROTOCOL, e.reason());
        }
    }

    @Test
    void armourHasOneForm() {
        byte[] blob = new byte[100];
        String armour = SshSignature.armour(blob);
        assertArrayEquals(blob, SshSignature.unarmour(armour).orElseThrow());
        for (String changed : new String[] {
            armour.replace("\n", "\r\n"),
            armour.trim(),
            armour + "\n",
            armour.replaceFirst("\n", "\n\n"),
            "",
            armour.substring(5)
        }) {
            assertEquals(Optional.empty(), SshSignature.unarmour(changed));
        }
    }

    private static KeyPair pair(String type, String size) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(type);
        if (type.equals("EC")) {
            generator.initialize(new ECGenParameterSpec(size));
        } else if (type.equals("RSA")) {
            generator.initialize(Integer.parseInt(size));
        }
        return generator.generateKeyPair();
    }

    private static byte[] sign(KeyPair pair, String algorithm) throws Exception {
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(pair.getPrivate());
        signature.update(SshSignature.toBeSigned(NAMESPACE, MESSAGE));
        return signature.sign();
    }
}
