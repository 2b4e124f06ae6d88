package org.signet.cli;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.signet.key.Custody;
import org.signet.key.KeyId;
import org.signet.key.KeyOrigin;
import org.signet.key.KeyRecord;
import org.signet.key.User;
import org.signet.key.UserDirectory;

/** Users and their keys as lines and as JSON. */
final class UserText {
    private UserText() {}

    /** What somebody is told who has just enrolled him. */
    static String sentence(User user) {
        String how = user.login() == User.LoginBy.CARD
                ? "with " + String.join(", ", user.cardTokens())
                : "with a passphrase";
        return Text.shown(user.name()) + " is enrolled " + how + "; his new keys go to the "
                + user.custody().word() + ".";
    }

    static String line(User user, int keys) {
        return "%-16s %-8s %-10s %4d %s %s"
                .formatted(
                        Text.shown(user.name()),
                        user.custody().word(),
                        login(user),
                        keys,
                        keys == 1 ? "key " : "keys",
                        String.join(" ", user.cardTokens()))
                .stripTrailing();
    }

    static String json(User user, int keys) {
        return Json.object()
                .put("user", user.name())
                .put("id", user.id())
                .putRaw("uid", Long.toString(user.uid()))
                .putRaw("gid", Long.toString(user.gid()))
                .put("custody", user.custody().word())
                .put("login", login(user))
                .putRaw("enrolled", Long.toString(user.enrolled()))
                .put("administered", user.administered())
                .putRaw("policy", words(user.policy()))
                .putRaw("cards", words(user.cardTokens()))
                .put("keys", keys)
                .text();
    }

    static String login(User user) {
        return user.login().name().toLowerCase(Locale.ROOT);
    }

    static String line(KeyRecord key, boolean copy) {
        return "  %-16s %-8s %-24s %s"
                .formatted(
                        key.aliases().isEmpty() ? "-" : Text.shown(String.join(",", key.aliases())),
                        Text.kind(key.publicKey()),
                        Text.shown(key.place().toString()),
                        origin(key)
                                + (copy ? "; a copy is kept in the file" : "")
                                + (key.facts().use().isEmpty()
                                        ? ""
                                        : "; kept for "
                                                + String.join(", ", key.facts().use())));
    }

    private static String origin(KeyRecord key) {
        KeyOrigin origin = key.facts().origin();
        boolean card = key.place().custody() == Custody.CARD;
        return switch (origin) {
            case CARD -> card ? "generated on the card, never on the host" : "generated on a card";
            case FILE -> "generated in the file";
            case IMPORTED -> "imported";
            default -> "of unknown origin";
        };
    }

    static String json(UserDirectory directory, User user) {
        Set<KeyId> copies = directory.keptCopies(user.name());
        return Json.object()
                .putRaw("user", json(user, directory.keys(user.name()).size()))
                .putRaw(
                        "keys",
                        Json.array(
                                directory.keys(user.name()),
                                k -> json(k, copies.contains(k.id())).text()))
                .text();
    }

    static Json json(KeyRecord key, boolean copy) {
        return Json.object()
                .put("id", key.id().hex())
                .putRaw("aliases", words(key.aliases()))
                .put("kind", Text.kind(key.publicKey()))
                .put("place", key.place().toString())
                .put("origin", key.facts().origin().word())
                .put("keptCopy", copy)
                .putRaw("use", words(key.facts().use().stream().sorted().toList()))
                .put("created", key.facts().created().toString());
    }

    private static String words(List<String> words) {
        return Json.array(words, Json::quoted);
    }
}
