package org.signet.jca;

import java.io.IOException;
import java.security.KeyStoreException;
import java.security.SignatureException;
import java.security.UnrecoverableKeyException;
import javax.crypto.BadPaddingException;
import javax.security.auth.login.AccountLockedException;
import javax.security.auth.login.FailedLoginException;
import javax.security.auth.login.LoginException;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/** The one table from a reason to the exception that the JCA wants at that place (design §5). */
final class Errors {
    private Errors() {}

    static SignatureException signature(KeyAccessException e) {
        return new SignatureException(e.getMessage(), e);
    }

    /**
     * For Cipher.doFinal: a ciphertext that is no number below the modulus is the caller's (DATA); a card or file that failed is
     * never told as a bad padding.
     */
    static BadPaddingException decryption(KeyAccessException e) {
        if (e.reason() != Reason.DATA) {
            throw e;
        }
        BadPaddingException bad = new BadPaddingException(e.getMessage());
        bad.initCause(e);
        return bad;
    }

    static KeyStoreException keyStore(KeyAccessException e) {
        return new KeyStoreException(e.getMessage(), e);
    }

    /**
     * For KeyStore.load. Most programs show the outermost text alone, so that it says everything. Only a wrong passphrase has the
     * cause UnrecoverableKeyException: KeyStore.Builder tries three times on that, which would block a card (jca-facts 26).
     */
    static IOException load(KeyAccessException e) {
        if (e.reason() != Reason.PASSPHRASE_WRONG) {
            return new IOException(e.getMessage(), e);
        }
        UnrecoverableKeyException cause = new UnrecoverableKeyException(e.getMessage());
        cause.initCause(e);
        return new IOException(e.getMessage(), cause);
    }

    static LoginException login(KeyAccessException e) {
        LoginException login = switch (e.reason()) {
            case PIN_WRONG, PASSPHRASE_WRONG, WRONG_CARD -> new FailedLoginException(e.getMessage());
            case PIN_BLOCKED -> new AccountLockedException(e.getMessage());
            default -> new LoginException(e.getMessage());
        };
        login.initCause(e);
        return login;
    }
}
