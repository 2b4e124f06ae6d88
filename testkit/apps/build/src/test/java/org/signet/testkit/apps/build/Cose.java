package org.signet.testkit.apps.build;

import com.upokecenter.cbor.CBORObject;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;

/** A COSE_Sign1 by ES256 that a program makes itself: RFC 9052, 4.2 and 4.4. */
final class Cose {
    private static final int SIGN1_TAG = 18;
    private static final int ALG = 1;
    private static final int ES256 = -7;

    private Cose() {}

    static byte[] sign1(byte[] payload, PrivateKey key) throws GeneralSecurityException {
        byte[] header = CBORObject.NewMap().Add(ALG, ES256).EncodeToBytes();
        CBORObject structure = CBORObject.NewArray()
                .Add("Signature1")
                .Add(header)
                .Add(new byte[0])
                .Add(payload);
        Signature signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(key);
        signature.update(structure.EncodeToBytes());
        CBORObject message = CBORObject.NewArray()
                .Add(header)
                .Add(CBORObject.NewMap())
                .Add(payload)
                .Add(signature.sign());
        return CBORObject.FromObjectAndTag(message, SIGN1_TAG).EncodeToBytes();
    }
}
