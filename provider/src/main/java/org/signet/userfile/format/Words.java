package org.signet.userfile.format;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.signet.key.Custody;
import org.signet.key.KeyOrigin;
import org.signet.key.Primitive;
import org.signet.key.User.LoginBy;

/** The words that stand in the file, and what they mean. */
final class Words {
    static final Map<String, Custody> CUSTODIES = table(Custody.values(), Custody::word);
    static final Map<String, LoginBy> LOGINS = table(LoginBy.values(), Words::login);
    static final Map<String, KeyOrigin> ORIGINS = table(KeyOrigin.values(), KeyOrigin::word);
    static final Map<String, Primitive> PRIMITIVES = table(Primitive.values(), Primitive::word);

    private Words() {}

    static String login(LoginBy login) {
        return login.name().toLowerCase(Locale.ROOT);
    }

    private static <E> Map<String, E> table(E[] values, Function<E, String> word) {
        return Arrays.stream(values).collect(Collectors.toUnmodifiableMap(word, Function.identity()));
    }
}
