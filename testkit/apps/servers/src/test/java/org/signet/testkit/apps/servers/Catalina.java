package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;

/** The Tomcat that runs by itself, as it is downloaded, with a base that has the page's configuration. */
final class Catalina {
    private Catalina() {}

    /** @param server what stands in server.xml */
    static ProcessBuilder run(Path base, Case tried, String server) throws IOException {
        for (String folder : List.of("bin", "conf", "temp", "webapps/ROOT")) {
            Files.createDirectories(base.resolve(folder));
        }
        Files.copy(home().resolve("conf/web.xml"), base.resolve("conf/web.xml"));
        Files.writeString(base.resolve("webapps/ROOT/index.html"), Peers.ANSWER);
        Files.writeString(base.resolve("conf/server.xml"), server);
        Files.writeString(base.resolve("bin/setenv.sh"), Settings.of("tomcat", "sh setenv", tried, tried.stub()));
        ProcessBuilder catalina = House.desk().builder(List.of("bash", home() + "/bin/catalina.sh", "run"));
        catalina.environment().put("CATALINA_BASE", base.toString());
        return catalina;
    }

    private static Path home() throws IOException {
        try (Stream<Path> found = Files.list(Path.of("target").toAbsolutePath())) {
            return found.filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().startsWith("apache-tomcat-"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
