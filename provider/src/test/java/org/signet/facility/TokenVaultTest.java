package org.signet.facility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.AuthProvider;
import java.security.Key;
import java.security.KeyStoreSpi;
import java.security.Provider;
import java.security.Security;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Date;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import javax.security.auth.Subject;
import javax.security.auth.callback.CallbackHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.signet.key.Facility;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;

/** A provider's token, which counts its PIN's tries and takes any PIN once it is logged in, as PKCS#11 has it. */
class TokenVaultTest {
    private static final Facility TOKEN = new Facility("COUNTING", "Counting", Facility.NONE);
    private static final String PIN = "right";

    @TempDir
    private Path folder;

    private Facilities facilities;
    private final Counting counting = new Counting();

    @BeforeEach
    void install() {
        facilities = new Facilities(folder);
        Counting.now = counting;
        Security.addProvider(counting);
    }

    @AfterEach
    void remove() {
        Security.removeProvider(counting.getName());
    }

    private KeyAccess open(String pin, Secret.Origin origin) {
        KeyAccess door = facilities.door(TOKEN);
        door.login(facilities.call(pin, origin));
        return door;
    }

    private Reason refused(String pin, Secret.Origin origin) {
        return assertThrows(KeyAccessException.class, () -> open(pin, origin)).reason();
    }

    @Test
    void aRefusedPinIsNeverSentAgain() {
        assertEquals(Reason.PIN_WRONG, refused("wrong", Secret.Origin.PROGRAM));
        assertEquals(Reason.PIN_WRONG, refused("wrong", Secret.Origin.HUMAN));
        assertEquals(List.of("wrong"), counting.tried);
        open(PIN, Secret.Origin.PROGRAM).close();
    }

    @Test
    void theLastTryIsAPersons() {
        refused("wrong 1", Secret.Origin.PROGRAM);
        refused("wrong 2", Secret.Origin.PROGRAM);
        assertEquals(Reason.REFUSED, refused(PIN, Secret.Origin.PROGRAM));
        assertEquals(List.of("wrong 1", "wrong 2"), counting.tried);
        open(PIN, Secret.Origin.HUMAN).close();
        open(PIN, Secret.Origin.PROGRAM).close();
    }

    @Test
    void whoComesSecondProvesThePinThoughTheTokenWouldTakeAny() {
        KeyAccess first = open(PIN, Secret.Origin.PROGRAM);
        assertEquals(Reason.PIN_WRONG, refused("wrong", Secret.Origin.PROGRAM));
        assertEquals(List.of(PIN), counting.tried, "nothing was sent");
        KeyAccess second = open(PIN, Secret.Origin.PROGRAM);
        first.close();
        assertEquals(0, counting.logouts);
        second.close();
        assertEquals(1, counting.logouts, "the last one logs the token out");
        assertEquals(Reason.PIN_WRONG, refused("wrong", Secret.Origin.PROGRAM));
    }

    @Test
    void aProviderThatIsNotThereOrHasNoSuchStoreIsNamedAndNobodyIsAsked() {
        for (Facility facility : List.of(
                new Facility("PKCS11", "SunPKCS11-absent", Facility.NONE),
                new Facility("PKCS11", "Counting", Facility.NONE))) {
            KeyAccessException e = assertThrows(KeyAccessException.class, () -> facilities.open(facility, PIN));
            assertEquals(Reason.CONFIGURATION, e.reason());
        }
        assertEquals(List.of(), facilities.asked);
    }

    /** The provider of a token without keys. */
    static final class Counting extends AuthProvider {
        private static final long serialVersionUID = 1;

        private static Counting now;

        private final transient List<String> tried = new ArrayList<>();
        private boolean loggedIn;
        private int logouts;

        Counting() {
            super("Counting", "1", "a token that counts");
            putService(new Provider.Service(this, "KeyStore", "COUNTING", Store.class.getName(), List.of(), Map.of()));
        }

        @Override
        public void login(Subject subject, CallbackHandler handler) {}

        @Override
        public void logout() {
            loggedIn = false;
            logouts++;
        }

        @Override
        public void setCallbackHandler(CallbackHandler handler) {}
    }

    /** What KeyStore.load comes to. */
    public static final class Store extends KeyStoreSpi {
        public Store() {}

        @Override
        public void engineLoad(InputStream stream, char[] password) throws java.io.IOException {
            Counting token = Counting.now;
            if (token.loggedIn) {
                return;
            }
            token.tried.add(new String(password));
            if (!Arrays.equals(password, PIN.toCharArray())) {
                throw new java.io.IOException("load failed", new UnrecoverableKeyException());
            }
            token.loggedIn = true;
        }

        @Override
        public Enumeration<String> engineAliases() {
            return Collections.emptyEnumeration();
        }

        @Override
        public Key engineGetKey(String alias, char[] password) {
            return null;
        }

        @Override
        public Certificate[] engineGetCertificateChain(String alias) {
            return null;
        }

        @Override
        public Certificate engineGetCertificate(String alias) {
            return null;
        }

        @Override
        public Date engineGetCreationDate(String alias) {
            return null;
        }

        @Override
        public void engineSetKeyEntry(String alias, Key key, char[] password, Certificate[] chain) {}

        @Override
        public void engineSetKeyEntry(String alias, byte[] key, Certificate[] chain) {}

        @Override
        public void engineSetCertificateEntry(String alias, Certificate cert) {}

        @Override
        public void engineDeleteEntry(String alias) {}

        @Override
        public boolean engineContainsAlias(String alias) {
            return false;
        }

        @Override
        public int engineSize() {
            return 0;
        }

        @Override
        public boolean engineIsKeyEntry(String alias) {
            return false;
        }

        @Override
        public boolean engineIsCertificateEntry(String alias) {
            return false;
        }

        @Override
        public String engineGetCertificateAlias(Certificate cert) {
            return null;
        }

        @Override
        public void engineStore(OutputStream stream, char[] password) {}
    }
}
