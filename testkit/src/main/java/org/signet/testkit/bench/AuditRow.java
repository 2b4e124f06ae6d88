package org.signet.testkit.bench;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import org.signet.crypto.Scheme;
import org.signet.key.KeyId;
import org.signet.manager.audit.Audit;

/** The audit trail of an operation, with nobody listening, beside the cheapest operation that leaves one. */
final class AuditRow {
    private static final byte[] MESSAGE = new byte[100];

    /** A trail that costs less than a hundredth of its operation. */
    private static final OptionalDouble AIM = OptionalDouble.of(100);

    private AuditRow() {}

    static void run(Duel duel, Consumer<Row> table) throws Exception {
        Provider service = Security.getProvider("SunEC");
        KeyPairGenerator keys = KeyPairGenerator.getInstance("EC", service);
        keys.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = keys.generateKeyPair();
        KeyId id = KeyId.of(pair.getPublic());
        Scheme scheme = new Scheme.Ecdsa();
        Audit audit = new Audit();
        table.accept(duel.fight(
                "audit with events off beside JDK P-256 sign",
                1,
                () -> sign(service, pair),
                () -> audit.operation("sign", "alice").of(id, scheme).run(() -> MESSAGE),
                AIM));
        audit.close();
    }

    private static byte[] sign(Provider service, KeyPair pair) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withECDSA", service);
        signature.initSign(pair.getPrivate());
        signature.update(MESSAGE);
        return signature.sign();
    }
}
