package org.signet.testkit.house;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.spec.SecretKeySpec;

/** Everything that the front does with a private key, and whether the result is that key's. */
enum KeyUse {
    SIGN_PKCS1("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            return signs("SHA256withRSA", by, key, pair);
        }
    },
    SIGN_GIVEN("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            return signs("NONEwithRSA", by, key, pair);
        }
    },
    SIGN_PSS("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            Signature signer = Signature.getInstance("RSASSA-PSS", by);
            signer.initSign(key);
            signer.setParameter(PSS);
            signer.update(App.MESSAGE);
            byte[] value = signer.sign();
            Signature verifier = Signature.getInstance("RSASSA-PSS", "SunRsaSign");
            verifier.initVerify(pair);
            verifier.setParameter(PSS);
            verifier.update(App.MESSAGE);
            return verifier.verify(value);
        }
    },
    ENCRYPT_PRIVATELY("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            Cipher from = cipher("RSA/ECB/PKCS1Padding", by, Cipher.ENCRYPT_MODE, key);
            byte[] value = from.doFinal(App.MESSAGE);
            Cipher to = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
            to.init(Cipher.DECRYPT_MODE, pair);
            return Arrays.equals(App.MESSAGE, to.doFinal(value));
        }
    },
    RAW("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            byte[] plain = decrypted("RSA/ECB/NoPadding", by, key, pair);
            return Arrays.equals(
                    App.MESSAGE, Arrays.copyOfRange(plain, plain.length - App.MESSAGE.length, plain.length));
        }
    },
    DECRYPT_PKCS1("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            return Arrays.equals(App.MESSAGE, decrypted("RSA/ECB/PKCS1Padding", by, key, pair));
        }
    },
    DECRYPT_OAEP("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            return Arrays.equals(App.MESSAGE, decrypted("RSA/ECB/OAEPWithSHA-256AndMGF1Padding", by, key, pair));
        }
    },
    UNWRAP("RSA") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            SecretKeySpec secret = new SecretKeySpec(new byte[16], "AES");
            Cipher to = Cipher.getInstance("RSA/ECB/PKCS1Padding", "SunJCE");
            to.init(Cipher.WRAP_MODE, pair);
            Cipher from = cipher("RSA/ECB/PKCS1Padding", by, Cipher.UNWRAP_MODE, key);
            return secret.equals(from.unwrap(to.wrap(secret), "AES", Cipher.SECRET_KEY));
        }
    },
    SIGN_ECDSA("EC") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            return signs("SHA256withECDSA", by, key, pair);
        }
    },
    AGREE("EC") {
        @Override
        boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException {
            KeyPair peer = Keys.named("peer", "p256");
            KeyAgreement ours = KeyAgreement.getInstance("ECDH", by);
            ours.init(key);
            ours.doPhase(peer.getPublic(), true);
            KeyAgreement theirs = KeyAgreement.getInstance("ECDH", "SunEC");
            theirs.init(peer.getPrivate());
            theirs.doPhase(pair, true);
            return Arrays.equals(theirs.generateSecret(), ours.generateSecret());
        }
    };

    private static final PSSParameterSpec PSS =
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1);

    private final String algorithm;

    KeyUse(String algorithm) {
        this.algorithm = algorithm;
    }

    /** What is tried with keys of that algorithm. */
    static List<KeyUse> of(String algorithm) {
        return Stream.of(values()).filter(u -> u.algorithm.equals(algorithm)).toList();
    }

    /** @param pair the public half, by which the result is judged */
    abstract boolean works(Provider by, PrivateKey key, PublicKey pair) throws GeneralSecurityException;

    private static boolean signs(String name, Provider by, PrivateKey key, PublicKey pair)
            throws GeneralSecurityException {
        Signature signer = Signature.getInstance(name, by);
        signer.initSign(key);
        signer.update(App.MESSAGE);
        byte[] value = signer.sign();
        Signature verifier = Signature.getInstance(name);
        verifier.initVerify(pair);
        verifier.update(App.MESSAGE);
        return verifier.verify(value);
    }

    private static byte[] decrypted(String name, Provider by, PrivateKey key, PublicKey pair)
            throws GeneralSecurityException {
        Cipher to = Cipher.getInstance(name, "SunJCE");
        to.init(Cipher.ENCRYPT_MODE, pair);
        byte[] ciphertext = to.doFinal(App.MESSAGE);
        return cipher(name, by, Cipher.DECRYPT_MODE, key).doFinal(ciphertext);
    }

    private static Cipher cipher(String name, Provider by, int mode, PrivateKey key) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance(name, by);
        cipher.init(mode, key);
        return cipher;
    }
}
