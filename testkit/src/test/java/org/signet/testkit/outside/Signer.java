package org.signet.testkit.outside;

import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.Signature;

/** An application that knows the JCA alone: signs and verifies with one key, and says who did it. */
final class Signer {
    private Signer() {}

    /** @param args password, alias, and the class of a provider to be installed first, if any */
    public static void main(String[] args) throws Exception {
        if (args.length > 2) {
            Provider first = Class.forName(args[2])
                    .asSubclass(Provider.class)
                    .getConstructor()
                    .newInstance();
            Security.insertProviderAt(first, 1);
        }
        KeyStore keys = KeyStore.getInstance("Signet");
        keys.load(null, args[0].toCharArray());
        Signature signs = Signature.getInstance("SHA256withRSA");
        signs.initSign((PrivateKey) keys.getKey(args[1], null));
        signs.update((byte) 1);
        byte[] value = signs.sign();
        Signature verifies = Signature.getInstance("SHA256withRSA");
        verifies.initVerify(keys.getCertificate(args[1]));
        verifies.update((byte) 1);
        System.out.println("signed by " + signs.getProvider().getName() + ", "
                + (verifies.verify(value) ? "verified" : "refused") + " by "
                + verifies.getProvider().getName() + " "
                + verifies.getProvider().getVersionStr());
    }
}
