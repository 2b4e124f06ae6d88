package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.nio.file.Path;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Page;

/** What a page tells its readers to write, with the places of the household in place of those below /opt/signet. */
final class Settings {
    private Settings() {}

    /** @param page as it is called in docs/, without .md; it has one block of that tag */
    static String of(String page, String tag, Case tried, Path stub) throws IOException {
        String text = Page.read("docs/" + page + ".md").tagged(tag).get(0).text();
        return tried.typed(text)
                .replace("/opt/signet/stub.keystore", stub.toString())
                .replace("/opt/signet/signet.jar", House.at("signet.jar").toString())
                .replace("/opt/signet/servers.p12", House.trust().toString())
                .replace("/opt/signet/java.security", tried.overlay().toString());
    }
}
