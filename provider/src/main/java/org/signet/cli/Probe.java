package org.signet.cli;

import java.io.File;
import java.io.IOException;
import java.net.URL;
import java.security.Provider;
import java.security.Security;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What a JVM made of its {@code java.security}, asked inside it: {@code java OPTIONS org.signet.cli.Probe} with any program's own
 * options. It prints properties: {@code listed} is what the configuration names, {@code providers} what is there, and the
 * difference is what the JDK dropped in silence.
 */
public final class Probe {
    private static final String PROVIDER = "org.signet.SignetProvider";
    private static final int FAR = 100;

    private Probe() {}

    public static void main(String[] args) throws IOException {
        Properties seen = here();
        seen.stringPropertyNames().stream().sorted().forEach(key -> System.out.println(key + "=" + escaped(seen, key)));
    }

    private static String escaped(Properties seen, String key) {
        return seen.getProperty(key).replace("\\", "\\\\").replaceAll("\\R", " ");
    }

    /** This JVM. */
    static Properties here() {
        Properties seen = new Properties();
        seen.setProperty("java", Runtime.version() + " (" + System.getProperty("java.vendor") + ")");
        seen.setProperty("home", System.getProperty("java.home"));
        seen.setProperty("listed", words(listed()));
        seen.setProperty("behindAGap", words(behindAGap()));
        seen.setProperty(
                "providers", words(Arrays.stream(Security.getProviders()).map(Provider::getName)));
        put(seen, "preferred", Optional.ofNullable(Security.getProperty("jdk.security.provider.preferred")));
        put(seen, "overlay", overlay());
        seen.setProperty(
                "overlayIsThere", Boolean.toString(overlay().map(Probe::isThere).orElse(false)));
        put(seen, "overlaysAllowed", Optional.ofNullable(Security.getProperty("security.overridePropertiesFile")));
        put(seen, "trouble", trouble());
        return seen;
    }

    private static void put(Properties seen, String key, Optional<String> value) {
        value.filter(v -> !v.isEmpty()).ifPresent(v -> seen.setProperty(key, v));
    }

    private static String words(Stream<String> words) {
        return words.map(word -> word.replace(' ', '_')).collect(Collectors.joining(" "));
    }

    /** The JDK reads them up to the first number that is not there (jca-facts 28). */
    private static Stream<String> listed() {
        return IntStream.iterate(1, i -> entry(i).isPresent(), i -> i + 1).mapToObj(i -> entry(i).orElseThrow());
    }

    private static Stream<String> behindAGap() {
        int first = (int) listed().count() + 1;
        return IntStream.range(first, FAR)
                .filter(i -> entry(i).isPresent())
                .mapToObj(i -> i + "=" + entry(i).orElseThrow());
    }

    private static Optional<String> entry(int number) {
        return Optional.ofNullable(Security.getProperty("security.provider." + number));
    }

    private static Optional<String> overlay() {
        return Optional.ofNullable(System.getProperty("java.security.properties"))
                .map(name -> name.startsWith("=") ? name.substring(1) : name); // == replaces the JDK's own file
    }

    /** A file or a URL: of a URL nothing is known here. */
    private static boolean isThere(String name) {
        return name.matches("[a-z]{2,}:.*") || new File(name).canRead();
    }

    /** Why the provider cannot be made in this JVM, or that there are two of it. */
    private static Optional<String> trouble() {
        ClassLoader loader = ClassLoader.getSystemClassLoader();
        try {
            Class.forName(PROVIDER, true, loader).getDeclaredConstructor().newInstance();
            List<URL> copies = Collections.list(loader.getResources(PROVIDER.replace('.', '/') + ".class"));
            return copies.size() < 2
                    ? Optional.empty()
                    : Optional.of("there are " + copies.size() + " copies of it: "
                            + copies.stream().map(URL::toString).collect(Collectors.joining(", ")));
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable why = Optional.ofNullable(e.getCause()).orElse(e);
            return Optional.of(PROVIDER + " cannot be made: " + why);
        } catch (IOException e) {
            return Optional.of("the class path cannot be read: " + e.getMessage());
        }
    }
}
