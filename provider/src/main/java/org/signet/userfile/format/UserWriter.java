package org.signet.userfile.format;

import java.util.List;
import java.util.stream.Collectors;
import org.signet.key.Custody;
import org.signet.key.KeyPlace;
import org.signet.key.Primitive;

/** The one writer of a user's file of version 1. */
final class UserWriter {
    static final int COLUMNS = 64;
    static final String CERTIFICATE = "CERTIFICATE";
    static final String WRAPPED_KEY = "SIGNET WRAPPED KEY";
    static final String WRAPPED_SECRET = "SIGNET WRAPPED SECRET";

    private final StringBuilder out = new StringBuilder();

    private UserWriter() {}

    /** The body's text, to before the seal. */
    static String body(Body body) {
        UserWriter writer = new UserWriter();
        writer.head(body);
        body.keys().forEach(writer::key);
        return writer.out.toString();
    }

    /** What the administrator signs: all of the enrolment before his signature. */
    public static String unsigned(Enrolment enrolment) {
        UserWriter writer = new UserWriter();
        writer.lines(enrolment);
        return writer.out.toString();
    }

    private void lines(Enrolment e) {
        line(UserParser.VERSION, "1");
        line("user", Names.encodeUser(e.user()));
        line("id", e.id());
        line("uid", Long.toString(e.uid()));
        line("gid", Long.toString(e.gid()));
        line("custody", e.custody().word());
        line("login", Words.login(e.login()));
        line("sealer", e.sealer().base64());
        line("enrolled", Long.toString(e.enrolled()));
        e.was().ifPresent(was -> line("was", was.base64()));
        words("policy", e.policy());
        e.cards().forEach(this::card);
        e.admin().ifPresent(admin -> line("admin", admin.pin()));
    }

    private void card(Enrolment.Card card) {
        line("card", card.token() + " " + card.reference() + " " + card.spki().base64());
        card.accept().ifPresent(blob -> line("accept", blob.base64()));
    }

    private void head(Body body) {
        line("body", Long.toString(body.serial()));
        line("enrolment", body.enrolmentSerial() + " " + body.enrolmentHash());
        body.master().ifPresent(master -> {
            line("kdf", master.kdf().text());
            line("master", master.wrapped().base64());
        });
        out.append('\n');
    }

    private void key(KeyParagraph key) {
        line("key", key.id().hex());
        line("public", key.spki().base64());
        line("place", place(key.place()));
        line("origin", key.origin().word());
        words("can", key.can().stream().map(Primitive::word).collect(Collectors.toList()));
        words("use", key.use());
        line("created", key.created());
        key.rejection().ifPresent(secret -> line("rejection", secret.base64()));
        key.wrapped().ifPresent(blob -> block(WRAPPED_KEY, blob));
        key.facility().ifPresent(blob -> block(WRAPPED_SECRET, blob));
        for (KeyParagraph.Alias alias : key.aliases()) {
            line("alias", Names.encodeAlias(alias.name()));
            alias.chain().forEach(certificate -> block(CERTIFICATE, certificate));
        }
        out.append('\n');
    }

    private static String place(KeyPlace place) {
        if (place.custody() == Custody.FILE) {
            return "file";
        }
        String reference = place.custody() == Custody.CARD ? place.reference() : Names.encodeAlias(place.reference());
        return place.custody().word() + " " + place.token() + " " + reference;
    }

    private void line(String name, String value) {
        out.append(name).append(": ").append(value).append('\n');
    }

    private void words(String name, List<String> words) {
        if (!words.isEmpty()) {
            line(name, String.join(" ", words));
        }
    }

    private void block(String label, Octets octets) {
        out.append("-----BEGIN ").append(label).append("-----\n");
        out.append(octets.lines());
        out.append("-----END ").append(label).append("-----\n");
    }
}
