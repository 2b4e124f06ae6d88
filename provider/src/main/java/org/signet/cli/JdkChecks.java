package org.signet.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.signet.key.KeyAccessException;

/** The JDK and where the provider stands in it. */
record JdkChecks(File home, File overlay) {
    private static final String JDK = "jdk";
    private static final String PROVIDER = "provider";

    List<Finding> findings() {
        try {
            Registration seen = seen();
            List<Finding> found = new ArrayList<>();
            found.add(Finding.well(JDK, seen.java() + " in " + seen.home()));
            found.add(provider(seen));
            return found;
        } catch (KeyAccessException e) {
            return List.of(Finding.of(JDK, e));
        }
    }

    /** Asked in this JVM, if it is the one that is meant. */
    private Registration seen() {
        boolean started = System.getProperty("java.security.properties") != null;
        if (home == null && overlay == null && (started || Jdk.ownJar().isEmpty())) {
            return new Registration(Probe.here());
        }
        Jdk jdk = Jdk.at(home);
        if (overlay != null) {
            return new Registration(jdk.probed(Optional.of(overlay.getAbsoluteFile())));
        }
        Registration bare = new Registration(jdk.probed(Optional.empty()));
        File installed = InstallCommand.usual(bare);
        return bare.isThere() || !installed.exists() ? bare : new Registration(jdk.probed(Optional.of(installed)));
    }

    private static Finding provider(Registration seen) {
        Optional<Finding> dropped = seen.dropped(PROVIDER);
        if (dropped.isPresent()) {
            return dropped.get();
        }
        if (!seen.isThere()) {
            return Finding.note(
                    PROVIDER,
                    "no java.security names Signet for this JDK: programs that name it themselves work, and"
                            + " signet install has all others find it");
        }
        String place = "Signet is " + seen.place()
                + seen.overlay().map(file -> ", by " + file).orElse("");
        if (seen.trouble().isPresent()) {
            return Finding.warning(
                    PROVIDER,
                    place + "; " + seen.trouble().get(),
                    "leave one signet.jar on the class path or module path: a key of one copy is none of the other's");
        }
        return seen.isLast()
                ? Finding.well(PROVIDER, place)
                : Finding.warning(
                        PROVIDER,
                        place,
                        "give it the last number, so that nothing else asks it before its own provider");
    }
}
