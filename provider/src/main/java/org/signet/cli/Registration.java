package org.signet.cli;

import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Whether a JVM has the provider, where in the list, and, if it has not, why: what {@link Probe} saw. */
record Registration(Properties seen) {
    private static final String NAME = "Signet";

    String java() {
        return seen.getProperty("java");
    }

    String home() {
        return seen.getProperty("home");
    }

    Optional<String> preferred() {
        return value("preferred");
    }

    /** The file that was to change java.security, there or not. */
    Optional<String> overlay() {
        return value("overlay");
    }

    /** Why it cannot be made in that JVM, or that there are two of it. */
    Optional<String> trouble() {
        return value("trouble");
    }

    /** The number that the next provider gets. */
    int next() {
        return words("listed").size() + 1;
    }

    /** Its number among those that are there, from 1; 0 for none. */
    int position() {
        return words("providers").indexOf(NAME) + 1;
    }

    boolean isThere() {
        return position() > 0;
    }

    boolean isLast() {
        return position() == words("providers").size();
    }

    String place() {
        return "provider " + position() + " of " + words("providers").size();
    }

    /** Why it is not there though something was to install it, in words; empty where nothing was. */
    Optional<Finding> dropped(String check) {
        int number = Math.max(listed().indexOf(NAME), listed().indexOf("org.signet.SignetProvider")) + 1;
        Optional<String> gap = words("behindAGap").stream()
                .filter(entry -> entry.matches(".*[=.]Signet(Provider)?"))
                .findFirst();
        if (isThere()) {
            return Optional.empty();
        }
        if (number > 0) {
            return Optional.of(Finding.fault(
                    check,
                    "java.security names Signet as number " + number + ", and the JDK dropped it without a word: "
                            + trouble().orElse("it could not be made then"),
                    "put signet.jar on the class path or module path, once; java -Djava.security.debug=provider,jca"
                            + " says the rest"));
        }
        if (gap.isPresent()) {
            return Optional.of(Finding.fault(
                    check,
                    "security.provider." + gap.get() + " stands behind a gap, and the JDK reads no further than number "
                            + (next() - 1),
                    "give it the number " + next()));
        }
        return overlayTrouble(check);
    }

    private Optional<Finding> overlayTrouble(String check) {
        Optional<String> overlay = overlay();
        if (overlay.isPresent() && seen.getProperty("overlayIsThere").equals("false")) {
            return Optional.of(Finding.fault(
                    check,
                    "the overlay " + overlay.get() + " cannot be read, and the JDK passed over it without a word",
                    "correct -Djava.security.properties, by an absolute path"));
        }
        if (overlay.isPresent()
                && value("overlaysAllowed").filter("false"::equals).isPresent()) {
            return Optional.of(Finding.fault(
                    check,
                    "this JDK's java.security takes no overlay (security.overridePropertiesFile=false)",
                    "add the overlay's lines to " + home() + "/conf/security/java.security"));
        }
        return overlay.map(file -> Finding.fault(
                check, "the overlay " + file + " does not name Signet", "signet install writes one that does"));
    }

    private List<String> listed() {
        return words("listed");
    }

    private Optional<String> value(String key) {
        return Optional.ofNullable(seen.getProperty(key));
    }

    private List<String> words(String key) {
        String words = seen.getProperty(key, "");
        return words.isEmpty() ? List.of() : List.of(words.split(" ", -1));
    }
}
