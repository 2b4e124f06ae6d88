package org.signet.userfile.format;

import static org.signet.userfile.format.UserWriter.CERTIFICATE;
import static org.signet.userfile.format.UserWriter.WRAPPED_KEY;
import static org.signet.userfile.format.UserWriter.WRAPPED_SECRET;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyPlace;
import org.signet.key.Primitive;
import org.signet.wrap.Kdf;
import org.signet.wrap.KdfCost;
import org.signet.wrap.KdfLimits;
import org.signet.wrap.MasterKey;

/** The strict reader of a user's file: grammar and bounds (userfile.md, order, step 1). */
public final class UserParser {
    static final String VERSION = "signet-user";

    private static final int MOST_CARDS = 16;
    private static final Pattern ID = Pattern.compile("[0-9a-f]{32}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern PIN = Pattern.compile("[0-9a-f]{64}/[0-9a-f]{32}");
    private static final Pattern WORD = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern CARD = Pattern.compile("([a-z0-9]+:[A-Za-z0-9]{1,64}) ([a-z0-9-]{1,16})(?: (\\S+))?");
    private static final Pattern KNOWN = Pattern.compile("([0-9]+) ([0-9a-f]{64})");
    private static final Pattern KDF =
            Pattern.compile("argon2id v=19 m=([0-9]{1,9}) t=([0-9]{1,4}) p=([0-9]{1,4}) salt=([A-Za-z0-9+/]{22}==)");
    private static final Pattern CREATED =
            Pattern.compile("([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2}):([0-9]{2}):([0-9]{2})Z");

    private final Lines in;
    private final KdfLimits limits;
    private final Set<String> aliases = new HashSet<>();

    private UserParser(Lines in, KdfLimits limits) {
        this.in = in;
        this.limits = limits;
    }

    /**
     * Reads a user's file, of whatever version it is.
     *
     * @param file for messages
     * @param baseName the file's name without {@code .user}
     * @throws KeyAccessException DAMAGED, naming file and line; CANNOT for a newer format
     */
    public static UserText parse(String file, String baseName, byte[] bytes, KdfLimits limits) {
        return Formats.of(bytes).parse(file, baseName, bytes, limits);
    }

    static UserText version1(String file, String baseName, byte[] bytes, KdfLimits limits) {
        Format format = Formats.of(bytes);
        Lines in = new Lines(file, bytes);
        UserParser parser = new UserParser(in, limits);
        Enrolment enrolment = parser.enrolment(baseName);
        in.blank();
        Body body = parser.body();
        Octets seal = in.block("SSH SIGNATURE");
        in.end();
        UserText text = new UserText(enrolment, format.enrolment(enrolment), body, format.body(body), seal);
        if (!in.isAll(text.bytes())) {
            throw in.damaged("the file is not what Signet would write of its values");
        }
        return text;
    }

    private Enrolment enrolment(String baseName) {
        in.version(VERSION, 1);
        String user = user(baseName);
        String id = in.value("id", ID);
        long uid = in.number("uid");
        long gid = in.number("gid");
        Custody custody = in.word("custody", Words.CUSTODIES);
        var login = in.word("login", Words.LOGINS);
        Octets sealer = in.base64("sealer");
        long enrolled = in.number("enrolled");
        Optional<Octets> was = in.isNext("was") ? Optional.of(in.base64("was")) : Optional.empty();
        List<String> policy = in.isNext("policy") ? in.words("policy", WORD) : List.of();
        List<Enrolment.Card> cards = cards(sealer);
        Optional<Enrolment.Admin> admin = admin();
        if (admin.isEmpty() && was.isPresent()) {
            throw in.damaged("was: stands in an enrolment that no administrator signed");
        }
        if (admin.isPresent() && cards.stream().anyMatch(card -> card.accept().isPresent())) {
            throw in.damaged("accept: stands in an enrolment that an administrator signed");
        }
        return new Enrolment(user, id, uid, gid, custody, login, sealer, enrolled, was, policy, cards, admin);
    }

    private String user(String baseName) {
        String encoded = in.value("user");
        if (!encoded.equals(baseName)) {
            throw in.bad("user is not the file's own name");
        }
        return Names.decodeUser(encoded).orElseThrow(() -> in.bad("not a user's name"));
    }

    private List<Enrolment.Card> cards(Octets sealer) {
        List<Enrolment.Card> cards = new ArrayList<>();
        while (in.isNext("card")) {
            Matcher card = match(in.value("card"), CARD, "card");
            if (card.group(3) == null
                    || cards.size() == MOST_CARDS
                    || !cards.isEmpty() && last(cards).token().compareTo(card.group(1)) >= 0) {
                throw in.bad("not a card, one too many, or not by token");
            }
            Octets spki = in.base64("card", card.group(3));
            Optional<Octets> accept = in.isNext("accept") ? Optional.of(in.base64("accept")) : Optional.empty();
            if (accept.isPresent() && spki.equals(sealer)) {
                throw in.bad("the sealer accepts itself");
            }
            cards.add(new Enrolment.Card(card.group(1), card.group(2), spki, accept));
        }
        return cards;
    }

    private Optional<Enrolment.Admin> admin() {
        if (!in.isNext("admin")) {
            return Optional.empty();
        }
        return Optional.of(new Enrolment.Admin(in.value("admin", PIN), in.block("SSH SIGNATURE")));
    }

    private Body body() {
        long serial = in.number("body");
        Matcher known = match(in.value("enrolment"), KNOWN, "enrolment");
        long enrolmentSerial = in.number("enrolment", known.group(1));
        Optional<Body.Master> master = in.isNext("kdf") ? Optional.of(master()) : Optional.empty();
        in.blank();
        List<KeyParagraph> keys = new ArrayList<>();
        while (in.isNext("key")) {
            KeyParagraph key = key();
            if (!keys.isEmpty() && last(keys).id().hex().compareTo(key.id().hex()) >= 0) {
                throw in.bad("the key above is not in its place: keys stand by key id");
            }
            keys.add(key);
            in.blank();
        }
        return new Body(serial, enrolmentSerial, known.group(2), master, keys);
    }

    private Body.Master master() {
        Matcher kdf = match(in.value("kdf"), KDF, "kdf");
        KdfCost cost = new KdfCost(cost(kdf.group(1)), cost(kdf.group(2)), cost(kdf.group(3)));
        if (!limits.allow(cost)) {
            throw in.bad("kdf is out of its bounds, " + limits.words());
        }
        in.base64("kdf", kdf.group(4));
        Octets wrapped = in.base64("master");
        if (wrapped.length() != MasterKey.WRAPPED_BYTES) {
            throw in.bad("master has " + wrapped.length() + " bytes, not " + MasterKey.WRAPPED_BYTES);
        }
        return new Body.Master(new Kdf(cost, kdf.group(4)), wrapped);
    }

    private int cost(String digits) {
        return (int) in.number("kdf", digits);
    }

    private KeyParagraph key() {
        KeyId id = new KeyId(in.value("key", HASH));
        Octets spki = in.base64("public");
        KeyPlace place = place(in.value("place"));
        KeyOrigin origin = in.word("origin", Words.ORIGINS);
        List<Primitive> can = can();
        List<String> use = in.isNext("use") ? in.words("use", WORD) : List.of();
        if (!use.stream().sorted().toList().equals(use)) {
            throw in.bad("the words of use are not sorted");
        }
        String created = created();
        Optional<Octets> rejection = in.isNext("rejection") ? Optional.of(in.base64("rejection")) : Optional.empty();
        Optional<Octets> wrapped = in.isBlock(WRAPPED_KEY) ? Optional.of(wrapped(WRAPPED_KEY)) : Optional.empty();
        Optional<Octets> secret = place.custody() == Custody.FACILITY && in.isBlock(WRAPPED_SECRET)
                ? Optional.of(wrapped(WRAPPED_SECRET))
                : Optional.empty();
        return new KeyParagraph(id, spki, place, origin, can, use, created, rejection, wrapped, secret, aliases());
    }

    private KeyPlace place(String value) {
        String[] words = value.split(" ", -1);
        if (value.equals("file")) {
            return KeyPlace.FILE;
        }
        if (words[0].equals("card")) {
            Matcher card = match(value.substring(Math.min(5, value.length())), CARD, "place");
            if (card.group(3) == null) {
                return KeyPlace.card(card.group(1), card.group(2));
            }
        }
        if (words[0].equals("facility") && words.length == 5) {
            for (int i = 1; i < words.length; i++) {
                word(words[i]);
            }
            return new KeyPlace(Custody.FACILITY, words[1] + " " + words[2] + " " + words[3], word(words[4]));
        }
        throw in.bad("not a place");
    }

    private String word(String encoded) {
        return Names.decodeAlias(encoded).orElseThrow(() -> in.bad("not a word of a place"));
    }

    private List<Primitive> can() {
        List<Primitive> can = new ArrayList<>();
        for (String word : in.words("can", WORD)) {
            Primitive primitive = in.meaning("can", word, Words.PRIMITIVES);
            if (!can.isEmpty() && last(can).compareTo(primitive) >= 0) {
                throw in.bad("the words of can are not in their order");
            }
            can.add(primitive);
        }
        return can;
    }

    private String created() {
        String created = in.value("created");
        Matcher time = match(created, CREATED, "created");
        int[] f = new int[6];
        for (int i = 0; i < f.length; i++) {
            f[i] = Integer.parseInt(time.group(i + 1));
        }
        try {
            LocalDateTime.of(f[0], f[1], f[2], f[3], f[4], f[5]);
            return created;
        } catch (DateTimeException e) {
            throw in.bad("no such time");
        }
    }

    private Octets wrapped(String label) {
        Octets blob = in.block(label);
        if (blob.length() <= MasterKey.KEY_OVERHEAD) {
            throw in.bad("a block " + label + " of " + blob.length() + " bytes wraps nothing");
        }
        return blob;
    }

    private List<KeyParagraph.Alias> aliases() {
        List<KeyParagraph.Alias> found = new ArrayList<>();
        while (in.isNext("alias")) {
            String alias = Names.decodeAlias(in.value("alias")).orElseThrow(() -> in.bad("not an alias"));
            if (!aliases.add(alias)) {
                throw in.bad("the alias stands here a second time");
            }
            List<Octets> chain = new ArrayList<>();
            while (in.isBlock(CERTIFICATE)) {
                chain.add(in.block(CERTIFICATE));
            }
            found.add(new KeyParagraph.Alias(alias, chain));
        }
        return found;
    }

    private Matcher match(String value, Pattern form, String name) {
        Matcher matcher = form.matcher(value);
        if (!matcher.matches()) {
            throw in.bad("not a value of " + name);
        }
        return matcher;
    }

    private static <E> E last(List<E> list) {
        return list.get(list.size() - 1);
    }
}
