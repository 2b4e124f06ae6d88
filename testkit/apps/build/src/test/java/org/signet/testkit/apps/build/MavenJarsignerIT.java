package org.signet.testkit.apps.build;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Program;
import org.signet.testkit.process.Page;

/** A Maven of its own builds a project with the page's plugin; OpenSSL believes what it signed. */
class MavenJarsignerIT {
    private static final String PROJECT = """
            <project>
              <modelVersion>4.0.0</modelVersion>
              <groupId>com.example</groupId>
              <artifactId>signed</artifactId>
              <version>1</version>
              <packaging>pom</packaging>
              <build>
                <plugins>
            %s
                </plugins>
              </build>
            </project>
            """;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    // jarsigner is a process of its own, whose login has the card answer a challenge.
    @Program(
            value = "maven-jarsigner-plugin 3.1.0",
            does = "signed jars",
            page = "maven-jarsigner-plugin",
            operations = 2)
    void opensslBelievesTheJarOfAMavenBuild(Case tried) throws Exception {
        Page page = Page.read("docs/maven-jarsigner-plugin.md");
        String plugin = tried.typed(page.tagged("xml").get(0).text());
        if (tried.isForeign()) { // who then names no provider class, but has Signet in java.security
            plugin = plugin.replaceFirst("<providerClass>.*</providerClass>", "")
                    .replaceFirst(
                            "<argument>",
                            "<argument>-J-Djava.security.properties=" + tried.overlay() + "</argument>$0");
        }
        Files.writeString(
                folder.resolve("pom.xml"),
                PROJECT.formatted(plugin.replace("<alias>me<", "<alias>" + tried.alias() + "<")
                        .replace("me.keystore", tried.stub().toString())
                        .replace("${user.home}/lib", House.at("").toString())));
        Files.createDirectories(folder.resolve("dist"));
        SignedJar.make(folder.resolve("dist/my.jar"));
        House.desk()
                .bashIn(folder, page.tagged("sh").get(0).text().replace("mvn", "mvn -B -o " + repository()))
                .succeeds();
        SignedJar.opensslBelieves(folder.resolve("dist/my.jar"), tried, folder);
    }

    /** The build that runs this test has put the plugin there. */
    private static String repository() {
        String folder = System.getProperty("apps.repository", "");
        return folder.isEmpty() ? "" : "-Dmaven.repo.local='" + folder + "'";
    }
}
