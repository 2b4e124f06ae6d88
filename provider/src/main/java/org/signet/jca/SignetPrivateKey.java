package org.signet.jca;

import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.DSAPublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.interfaces.XECPublicKey;
import java.security.spec.AlgorithmParameterSpec;
import java.util.Objects;
import javax.crypto.interfaces.DHPublicKey;
import org.signet.crypto.SoftwareKeys;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.KeyRef;
import org.signet.key.Reason;
import org.signet.manager.KeyStoreManager;

/**
 * The handle that an application holds: it names an owner and a key, and knows the manager that serves it. It is no session: it
 * works whenever its owner is connected, and its getters never change and never throw. It has no bytes.
 */
abstract class SignetPrivateKey implements PrivateKey {
    private static final long serialVersionUID = 1;

    /** What {@code java.security.AsymmetricKey} of JDK 22 asks, for which release 17 makes no bridge (jca-facts 14). */
    interface HasParameters {
        AlgorithmParameterSpec getParams();
    }

    private final transient KeyStoreManager manager;
    private final transient KeyRef ref;
    private final transient PublicKey publicKey;
    private transient volatile boolean destroyed;

    SignetPrivateKey(KeyStoreManager manager, KeyRecord record) {
        this.manager = Objects.requireNonNull(manager);
        this.ref = new KeyRef(record.owner(), record.id());
        this.publicKey = record.publicKey();
    }

    /** @throws KeyAccessException CANNOT where no handle of that kind of key exists */
    static SignetPrivateKey of(KeyStoreManager manager, KeyRecord record) {
        if (record.publicKey() instanceof RSAPublicKey rsa) {
            return new RsaHandle(manager, record, rsa);
        }
        if (record.publicKey() instanceof ECPublicKey ec) {
            return new EcHandle(manager, record, ec);
        }
        if (record.publicKey() instanceof EdECPublicKey ed) {
            return new EdHandle(manager, record, ed);
        }
        if (record.publicKey() instanceof XECPublicKey xdh) {
            return new XdhHandle(manager, record, xdh);
        }
        if (record.publicKey() instanceof DSAPublicKey dsa) {
            return new DsaHandle(manager, record, dsa);
        }
        if (record.publicKey() instanceof DHPublicKey dh) {
            return new DhHandle(manager, record, dh);
        }
        return SoftwareKeys.mlDsa(record.publicKey())
                .map(number -> new MlDsaHandle(manager, record, number))
                .orElseThrow(() -> new KeyAccessException(
                        Reason.CANNOT,
                        "this version has no handle for a key of "
                                + record.publicKey().getAlgorithm()));
    }

    KeyStoreManager manager() {
        return manager;
    }

    KeyRef ref() {
        return ref;
    }

    PublicKey publicKey() {
        return publicKey;
    }

    /** The standard name of the key's parameter set, {@code Ed25519} or {@code ML-DSA-65}; empty where its kind has none. */
    String parameterSet() {
        return "";
    }

    @Override
    public final String getAlgorithm() {
        return publicKey.getAlgorithm();
    }

    /** Null: there are no bytes. */
    @Override
    public final String getFormat() {
        return null;
    }

    /** Null: there are no bytes. */
    @Override
    public final byte[] getEncoded() {
        return null;
    }

    /** Kills this handle, not the key. */
    @Override
    public final void destroy() {
        destroyed = true;
    }

    @Override
    public final boolean isDestroyed() {
        return destroyed;
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SignetPrivateKey key && key.ref.equals(ref) && key.manager == manager;
    }

    @Override
    public final int hashCode() {
        return ref.hashCode();
    }

    @Override
    public final String toString() {
        return "Signet " + getAlgorithm() + " key " + ref.id() + " of " + ref.owner();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a Signet key handle is bound to its process and is never serialised");
    }

    private void readObject(ObjectInputStream in) throws NotSerializableException {
        throw new NotSerializableException("a Signet key handle is bound to its process and is never serialised");
    }

    /** Of a stream that leaves this class out, to have a handle with nothing in it. */
    private void readObjectNoData() throws NotSerializableException {
        throw new NotSerializableException("a Signet key handle is bound to its process and is never serialised");
    }
}
