package org.signet;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;

/**
 * The configuration, read once: the first found of the provider's argument (a file, or inline {@code --key=value;key=value}), the
 * system property {@code signet.config}, and {@code $XDG_CONFIG_HOME/signet/signet.properties}; over it {@code -Dsignet.KEY}.
 */
final class SignetConfig {
    /** Every key there is; another one is a mistake that says so. */
    static final Set<String> KEYS = Set.of(
            "user",
            "userfile",
            "userfile.admin",
            "userfile.anchor",
            "require.card",
            "card.readers",
            "card.serial",
            "card.timeout",
            "card.logout",
            "card.overwrite",
            "pin.cache",
            "pin.file",
            "pin.prompt",
            "pin.pinentry",
            "session.onEnd",
            "service.rsa",
            "service.ec",
            "keygen");

    /** Before the name of a token: which file holds the PIN of that one. */
    static final String PIN_FILE_OF = "pin.file.";

    private static final String PREFIX = "signet.";

    /** System properties that begin so and are no keys: where the file is, and whether the build's tests insist on pcscd. */
    private static final Set<String> NO_KEYS = Set.of(PREFIX + "config", PREFIX + "pcsc");

    private final Properties values;
    private final Optional<File> file;

    private SignetConfig(Properties values, Optional<File> file) {
        this.values = values;
        this.file = file;
    }

    /** Nothing is configured. */
    static SignetConfig none() {
        return new SignetConfig(new Properties(), Optional.empty());
    }

    /**
     * Reads it.
     *
     * @param argument the provider's argument, or empty
     * @throws KeyAccessException CONFIGURATION, naming the file and the key
     */
    static SignetConfig read(Optional<String> argument) {
        Properties values = new Properties();
        Optional<String> inline = argument.filter(a -> a.startsWith("--"));
        Optional<File> file = inline.isPresent() ? Optional.empty() : file(argument);
        inline.ifPresent(text -> inline(text.substring(2), values));
        file.ifPresent(f -> file(f, values));
        for (String name : System.getProperties().stringPropertyNames()) {
            if (name.startsWith(PREFIX) && !NO_KEYS.contains(name)) {
                put(name.substring(PREFIX.length()), System.getProperty(name), "-D" + name, values);
            }
        }
        return new SignetConfig(values, file);
    }

    private static Optional<File> file(Optional<String> argument) {
        Optional<String> named = argument.or(() -> Optional.ofNullable(System.getProperty(PREFIX + "config")));
        return named.map(File::new)
                .or(() ->
                        Optional.of(new File(directory(), "signet.properties")).filter(File::isFile));
    }

    /** Where a person keeps what configures Signet. */
    static File directory() {
        return new File(directory("XDG_CONFIG_HOME", ".config"), "signet");
    }

    /** The file that was read, if any. */
    Optional<File> file() {
        return file;
    }

    Optional<String> get(String key) {
        if (!KEYS.contains(key)) {
            throw new IllegalArgumentException("no configuration key " + key);
        }
        return Optional.ofNullable(values.getProperty(key));
    }

    /** The same, but for that key. */
    SignetConfig with(String key, Optional<String> value) {
        Properties other = new Properties();
        other.putAll(values);
        value.ifPresent(v -> other.setProperty(key, v));
        return new SignetConfig(other, file);
    }

    /** What is configured of each token by a key that begins so. */
    Map<String, String> byToken(String prefix) {
        return values.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .collect(Collectors.toMap(key -> key.substring(prefix.length()), values::getProperty));
    }

    /** Whether a word of yes or no is yes. @throws KeyAccessException CONFIGURATION for another word */
    boolean isTrue(String key) {
        String word = get(key).orElse("false");
        if (!word.equals("true") && !word.equals("false")) {
            throw wrong(key + " is true or false, not " + word);
        }
        return word.equals("true");
    }

    /** A folder of the XDG base directory specification. */
    static File directory(String variable, String underHome) {
        String set = System.getenv(variable);
        return set != null && set.startsWith("/") // the specification ignores a relative path
                ? new File(set)
                : new File(System.getProperty("user.home"), underHome);
    }

    static KeyAccessException wrong(String text) {
        return new KeyAccessException(Reason.CONFIGURATION, "Signet's configuration: " + text);
    }

    private static void inline(String text, Properties values) {
        for (String pair : text.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals < 1) {
                throw wrong("the provider's argument has \"" + pair + "\" where KEY=VALUE belongs");
            }
            put(
                    pair.substring(0, equals).strip(),
                    pair.substring(equals + 1).strip(),
                    "the provider's argument",
                    values);
        }
    }

    private static void file(File file, Properties values) {
        Properties read = new Properties();
        try (Reader in = new InputStreamReader(new FileInputStream(file), StandardCharsets.UTF_8)) {
            read.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new KeyAccessException(
                    Reason.CONFIGURATION, "Signet's configuration: cannot read " + file + ": " + e.getMessage(), e);
        }
        for (String key : read.stringPropertyNames()) {
            put(key, read.getProperty(key), file.toString(), values);
        }
    }

    // A properties file ends a key at its first colon.
    private static void requireToken(String token, String where) {
        if (token.matches("[a-z]*") && !token.equals("file")) {
            throw wrong(where + " has the key " + PIN_FILE_OF + token + ", which names no token: it is " + PIN_FILE_OF
                    + "piv:12345678 (in a properties file " + PIN_FILE_OF + "piv\\:12345678), or " + PIN_FILE_OF
                    + "file");
        }
    }

    private static void put(String key, String value, String where, Properties values) {
        if (key.startsWith(PIN_FILE_OF)) {
            requireToken(key.substring(PIN_FILE_OF.length()), where);
        } else if (!KEYS.contains(key)) {
            throw wrong(where + " has the unknown key " + key + "; the keys are "
                    + String.join(", ", new TreeSet<>(KEYS)) + " and " + PIN_FILE_OF + "TOKEN");
        }
        values.setProperty(key, value);
    }
}
