package org.signet.jca;

import java.io.NotSerializableException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.security.PublicKey;
import java.util.Objects;
import org.signet.key.KeyRef;
import org.signet.key.NamedPublicKey;

/**
 * A public key by its owner's name: what Signet is asked for with it is done with the key that the user information file has then.
 * To any other provider it is the public key that it was.
 */
final class PublicHandle implements NamedPublicKey {
    private static final long serialVersionUID = 1;

    private final transient KeyRef ref;
    private final transient PublicKey known;

    PublicHandle(SignetPrivateKey key) {
        this.ref = key.ref();
        this.known = Objects.requireNonNull(key.publicKey());
    }

    @Override
    public KeyRef ref() {
        return ref;
    }

    @Override
    public String getAlgorithm() {
        return known.getAlgorithm();
    }

    @Override
    public String getFormat() {
        return known.getFormat();
    }

    @Override
    public byte[] getEncoded() {
        return known.getEncoded();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PublicHandle key && key.ref.equals(ref);
    }

    @Override
    public int hashCode() {
        return ref.hashCode();
    }

    @Override
    public String toString() {
        return "Signet public " + getAlgorithm() + " key " + ref.id() + " of " + ref.owner();
    }

    private void writeObject(ObjectOutputStream out) throws NotSerializableException {
        throw new NotSerializableException("a Signet key handle is bound to its process and is never serialised");
    }

    private void readObject(ObjectInputStream in) throws NotSerializableException {
        throw new NotSerializableException("a Signet key handle is bound to its process and is never serialised");
    }
}
