package org.signet.crypto;

import java.util.Arrays;
import org.signet.key.Call;
import org.signet.key.Custody;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyRecord;
import org.signet.key.Operation;
import org.signet.key.Primitive;
import org.signet.key.Reason;

/** One key behind its open door, for the time of one call. */
record Place(KeyRecord key, KeyAccess access, Call call) {
    byte[] perform(Primitive primitive, byte[] input) {
        return access.perform(key, new Operation(primitive, input, call));
    }

    boolean can(Primitive primitive) {
        return key.can().contains(primitive);
    }

    /** An encryption service's own result is not checked again, and its input not blinded: it does both itself. */
    boolean isService() {
        return key.place().custody() == Custody.FILE;
    }

    /** The same of an answer, which is wiped. */
    KeyAccessException broken(String check, byte[] answer, String why) {
        int came = answer.length;
        Arrays.fill(answer, (byte) 0);
        return broken(check, came + " bytes " + why);
    }

    /** What came back is not what this key makes; it was not released. */
    KeyAccessException broken(String check, String what) {
        return new KeyAccessException(
                Reason.PROTOCOL, check + " check failed: " + key.place() + " answered " + what + ", nothing released");
    }
}
