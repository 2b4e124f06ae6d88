package org.signet.testkit.apps.jdk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Page;

/** The command lines of a page on a tool of the JDK, typed for the user of a case in a folder that has what the page names. */
final class ToolPage {
    private final Page page;
    private final Path folder;
    private final Case tried;

    /** @param name as the page is called in docs/ */
    ToolPage(String name, Path folder, Case tried) throws IOException {
        this.page = Page.read("docs/" + name + ".md");
        this.folder = folder;
        this.tried = tried;
        Files.copy(House.at("signet.jar"), at("signet.jar"));
        Files.copy(House.authorityKeys(), at("ca.p12"));
        Files.copy(House.trust(), at("trust.p12"));
        Files.copy(tried.locked(), at("my.keystore"));
        Files.copy(tried.secretFile(), at("secret"));
        Files.copy(tried.overlay(), at("overlay"));
    }

    Path at(String name) {
        return folder.resolve(name);
    }

    /** The lines of the one block of that tag, one after the other; each is to succeed. @return what they said */
    String type(String tag, String... replaced) throws IOException {
        String script = text(tag);
        for (int i = 0; i < replaced.length; i += 2) {
            script = script.replace(replaced[i], replaced[i + 1]);
        }
        return bash(script.lines().map(ToolPage::quick).collect(Collectors.joining(" && ")));
    }

    /** The one block of that tag, for the keystore of the case. */
    String text(String tag) {
        return tried.typed(page.tagged(tag).get(0).text());
    }

    String bash(String line) throws IOException {
        return House.desk().bashIn(folder, line).succeeds();
    }

    String refused(String line) throws IOException {
        return House.desk().bashIn(folder, quick(line)).fails();
    }

    /** The page's own options behind a command. */
    static String onMyKeystore(String command) {
        return command + " -keystore my.keystore -storepass:file secret -J-Djava.security.properties=overlay -J-cp"
                + " -Jsignet.jar";
    }

    // In a short life a fifth of the time is the compiler's.
    private static String quick(String line) {
        return line.replaceFirst("keytool -", "keytool -J-XX:TieredStopAtLevel=1 -");
    }
}
