package org.signet.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import javax.crypto.Cipher;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CrtOnlyTest {
    private static KeyPair pair(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @Test
    void theKeyWorksWithoutItsExponent() throws Exception {
        for (int bits : new int[] {1024, 2048}) {
            KeyPair pair = pair(bits);
            RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
            RSAPrivateCrtKey without = (RSAPrivateCrtKey) KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(CrtOnly.of(key.getEncoded())));
            assertNotEquals(key.getPrivateExponent(), without.getPrivateExponent());
            assertEquals(1, without.getPrivateExponent().bitCount());
            assertEquals(key.getPrimeP(), without.getPrimeP());
            assertEquals(key.getCrtCoefficient(), without.getCrtCoefficient());
            byte[] block = new byte[bits / 8];
            block[1] = 1;
            Cipher cipher = Cipher.getInstance("RSA/ECB/NoPadding", "SunJCE");
            cipher.init(Cipher.ENCRYPT_MODE, without); // checks its own result
            byte[] signed = cipher.doFinal(block);
            cipher.init(Cipher.DECRYPT_MODE, pair.getPublic());
            assertArrayEquals(block, cipher.doFinal(signed));
        }
    }

    @Property(tries = 500)
    void whatIsNoKeyStaysAsItIs(@ForAll @Size(max = 60) byte[] bytes) {
        assertArrayEquals(bytes, CrtOnly.of(bytes));
    }

    @Test
    void halfAKeyStaysAsItIs() throws Exception {
        byte[] whole = pair(1024).getPrivate().getEncoded();
        for (int length = 0; length < 180; length++) {
            byte[] half = Arrays.copyOf(whole, length);
            assertArrayEquals(half, CrtOnly.of(half));
        }
    }
}
