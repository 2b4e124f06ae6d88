package org.signet.testkit.apps.build;

import java.io.*;
import java.security.*;
import java.security.spec.*;
import org.junit.jupiter.api.Test;
import org.signet.testkit.apps.*;

class ProbeIT {
    @Test
    void probe() throws Exception {
        Provider bc = new org.bouncycastle.jce.provider.BouncyCastleProvider();
        KeyStore keys = KeyStore.getInstance(House.foreign().toFile(), "changeit".toCharArray());
        PrivateKey key = (PrivateKey) keys.getKey("rsa", "changeit".toCharArray());
        for (boolean signet : new boolean[] {true, false}) {
          Provider s = Security.getProvider("Signet");
          if (!signet) Security.removeProvider("Signet");
          Security.addProvider(bc);
          for (String n : new String[] {"SHA256withRSAandMGF1", "SHA256withRSA/PSS", "SHA256withRSASSA-PSS", "RSASSA-PSS", "PSS"}) {
            for (int how = 0; how < 3; how++) try {
            Signature a = Signature.getInstance(n);
            if (how == 0) a.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            if (how == 1) a.getParameters();
            if (how == 2) a.getProvider();
            a.initSign(key); if (how > 0 && n.equals("RSASSA-PSS")) a.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            a.update((byte) 1); byte[] v = a.sign();
            Signature b = Signature.getInstance(n);
            if (how == 0 || n.equals("RSASSA-PSS")) b.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
            b.initVerify(keys.getCertificate("rsa").getPublicKey()); b.update((byte) 1);
            System.out.println("## signet=" + signet + " " + n + " how" + how + " " + a.getProvider() + " " + b.getProvider() + " " + b.verify(v));
            } catch (Exception e) { System.out.println("## signet=" + signet + " " + n + " how" + how + " " + e); }
          }
          Security.removeProvider("BC");
        }
    }
}
