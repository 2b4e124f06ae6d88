package org.signet.testkit.apps.documents;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.util.Date;
import org.bouncycastle.bcpg.ArmoredOutputStream;
import org.bouncycastle.bcpg.HashAlgorithmTags;
import org.bouncycastle.bcpg.PublicKeyPacket;
import org.bouncycastle.bcpg.PublicSubkeyPacket;
import org.bouncycastle.bcpg.sig.KeyFlags;
import org.bouncycastle.openpgp.PGPException;
import org.bouncycastle.openpgp.PGPKeyPair;
import org.bouncycastle.openpgp.PGPPublicKey;
import org.bouncycastle.openpgp.PGPSignature;
import org.bouncycastle.openpgp.PGPSignatureGenerator;
import org.bouncycastle.openpgp.PGPSignatureSubpacketGenerator;
import org.bouncycastle.openpgp.operator.jcajce.JcaKeyFingerprintCalculator;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPContentSignerBuilder;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyConverter;
import org.bouncycastle.openpgp.operator.jcajce.JcaPGPKeyPair;

/** An OpenPGP certificate by which others encrypt for a key: its primary key is a software key of today, its subkey that key. */
final class PgpCertificate {
    private final PGPKeyPair primary;

    private PgpCertificate(PGPKeyPair primary) {
        this.primary = primary;
    }

    /** @param recipient of the subkey, whose time is this X.509 certificate's */
    static Path of(X509Certificate recipient, String user, Path file) throws Exception {
        KeyPair software = KeyPairGenerator.getInstance("RSA").generateKeyPair();
        PgpCertificate certificate = new PgpCertificate(new JcaPGPKeyPair(
                PublicKeyPacket.VERSION_4, PGPPublicKey.RSA_GENERAL, software, recipient.getNotBefore()));
        try (OutputStream out = new ArmoredOutputStream(Files.newOutputStream(file))) {
            out.write(certificate.named(user).getEncoded());
            out.write(certificate.bound(subkey(recipient)).getEncoded());
        }
        return file;
    }

    private static PGPPublicKey subkey(X509Certificate recipient) throws IOException, PGPException {
        boolean rsa = recipient.getPublicKey().getAlgorithm().equals("RSA");
        int kind = rsa ? PGPPublicKey.RSA_GENERAL : PGPPublicKey.ECDH;
        Date made = recipient.getNotBefore();
        PublicKeyPacket packet = new JcaPGPKeyConverter()
                .getPGPPublicKey(PublicKeyPacket.VERSION_4, kind, recipient.getPublicKey(), made)
                .getPublicKeyPacket();
        return new PGPPublicKey(
                new PublicSubkeyPacket(PublicKeyPacket.VERSION_4, kind, made, packet.getKey()),
                new JcaKeyFingerprintCalculator());
    }

    private PGPPublicKey named(String user) throws PGPException {
        PGPSignature signature = signer(PGPSignature.POSITIVE_CERTIFICATION, KeyFlags.CERTIFY_OTHER)
                .generateCertification(user, primary.getPublicKey());
        return PGPPublicKey.addCertification(primary.getPublicKey(), user, signature);
    }

    private PGPPublicKey bound(PGPPublicKey subkey) throws PGPException {
        PGPSignature signature = signer(PGPSignature.SUBKEY_BINDING, KeyFlags.ENCRYPT_COMMS | KeyFlags.ENCRYPT_STORAGE)
                .generateCertification(primary.getPublicKey(), subkey);
        return PGPPublicKey.addCertification(subkey, signature);
    }

    private PGPSignatureGenerator signer(int kind, int flags) throws PGPException {
        PGPSignatureGenerator signer = new PGPSignatureGenerator(
                new JcaPGPContentSignerBuilder(PGPPublicKey.RSA_GENERAL, HashAlgorithmTags.SHA256),
                primary.getPublicKey());
        signer.init(kind, primary.getPrivateKey());
        PGPSignatureSubpacketGenerator facts = new PGPSignatureSubpacketGenerator();
        facts.setKeyFlags(true, flags);
        signer.setHashedSubpackets(facts.generate());
        return signer;
    }
}
