package org.signet.userfile;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.signet.userfile.format.Body;
import org.signet.userfile.format.Enrolment;
import org.signet.userfile.format.Format;
import org.signet.userfile.format.Formats;
import org.signet.userfile.format.KeyParagraph;
import org.signet.userfile.format.Octets;
import org.signet.userfile.format.UserText;

/** A user's file as it is to be, all but its seal. */
record Draft(Enrolment enrolment, String enrolmentText, Body body, String bodyText) {
    /** The file of a user who is enrolled now. */
    static Draft first(Enrolment enrolment, Optional<Body.Master> master, List<KeyParagraph> keys) {
        Format format = Formats.newest();
        String text = format.enrolment(enrolment);
        Body body = new Body(1, enrolment.enrolled(), Sha256.hex(text), master, keys);
        return new Draft(enrolment, text, body, format.body(body));
    }

    /** The next body under the enrolment as it stands. */
    static Draft next(UserText current, List<KeyParagraph> keys) {
        return amended(current, current.enrolment(), current.body().master(), keys);
    }

    /** The next body under another enrolment, or the same. */
    static Draft amended(UserText current, Enrolment enrolment, Optional<Body.Master> master, List<KeyParagraph> keys) {
        Format format = Formats.next(current, enrolment.admin().isPresent());
        String text = format.enrolment(enrolment);
        long serial = current.body().serial() + 1;
        Body body = new Body(serial, enrolment.enrolled(), Sha256.hex(text), master, keys);
        return new Draft(enrolment, text, body, format.body(body));
    }

    /** A new enrolment over the keys as they were sealed; empty where a change of theirs wants a new seal. */
    Optional<UserText> underTheOldSeal(Snapshot current) {
        UserText old = current.text();
        boolean same = body.keys().equals(old.body().keys())
                && body.master().equals(old.body().master())
                && enrolment.admin().isPresent()
                && enrolment.enrolled() > old.enrolment().enrolled();
        return same
                ? Optional.of(new UserText(enrolment, enrolmentText, old.body(), old.bodyText(), old.seal()))
                : Optional.empty();
    }

    /** What the sealer signs. */
    byte[] message() {
        return bodyText.getBytes(StandardCharsets.US_ASCII);
    }

    UserText sealed(byte[] blob) {
        return new UserText(enrolment, enrolmentText, body, bodyText, Octets.of(blob));
    }
}
