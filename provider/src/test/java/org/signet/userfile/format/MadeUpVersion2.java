package org.signet.userfile.format;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.wrap.KdfLimits;

/** What a version 2 may be like: version 1, but a key is born and not created. */
public final class MadeUpVersion2 implements Format {
    private static final Format BEFORE = Formats.newest();

    private MadeUpVersion2() {}

    /** From now on this Signet knows it. */
    public static void install() {
        Formats.add(new MadeUpVersion2());
    }

    public static void forget() {
        Formats.onlyTheFirst();
    }

    @Override
    public int number() {
        return 2;
    }

    @Override
    public UserText parse(String file, String baseName, byte[] bytes, KdfLimits limits) {
        String older = new String(bytes, ISO_8859_1)
                .replaceFirst("signet-user: 2", "signet-user: 1")
                .replace("\nborn: ", "\ncreated: ");
        UserText old = BEFORE.parse(file, baseName, older.getBytes(ISO_8859_1), limits);
        UserText text =
                new UserText(old.enrolment(), enrolment(old.enrolment()), old.body(), body(old.body()), old.seal());
        if (!Arrays.equals(text.bytes(), bytes)) {
            throw new KeyAccessException(Reason.DAMAGED, file + ", line 1: not of version 2");
        }
        return text;
    }

    @Override
    public String unsigned(Enrolment enrolment) {
        return BEFORE.unsigned(enrolment).replaceFirst("signet-user: 1", "signet-user: 2");
    }

    @Override
    public String body(Body body) {
        return BEFORE.body(body).replace("\ncreated: ", "\nborn: ");
    }
}
