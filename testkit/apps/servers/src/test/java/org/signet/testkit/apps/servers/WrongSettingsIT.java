package org.signet.testkit.apps.servers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.process.Ran;

/** What is wrong in the settings of a key in the file is a sentence in what Kafka's client throws, and in Tomcat's log. */
class WrongSettingsIT {
    private static final Case BOBS = Case.FILE_RSA;

    @TempDir
    private Path folder;

    @BeforeEach
    void thereIsAStubOfAnUnknownUser() throws IOException {
        House.desk().write("mal.keystore", "signet-keystore: 1", "user: mallory");
    }

    /** What is put in the place of what the page has. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ssl.keystore.password=   | ssl.keystore.password=wrong horse battery | wrong passphrase",
                "bob.keystore             | bob.p12      | not a Signet keystore stub: line 1 is not",
                "bob.keystore             | no.keystore  | Failed to load SSL keystore ",
                "bob.keystore             | mal.keystore | no user mallory is enrolled",
                "ssl.keystore.type=Signet | ssl.keystore.type=Signt | Signt not found",
            })
    void kafkaGetsTheReason(String right, String wrong, String sentence) throws Exception {
        Properties properties = new Properties();
        properties.load(new StringReader(Settings.of("kafka", "properties client", BOBS, BOBS.stub())
                .replace("/opt/signet/brokers.pem", House.authority().toString())
                .replaceFirst(right, wrong)));
        properties.setProperty("bootstrap.servers", "localhost:1");
        Shown.reason(() -> Admin.create(properties).close(Duration.ZERO), sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "KeystorePassword=\"\" | KeystorePassword=\"wrong horse battery\" | wrong passphrase",
                "bob.keystore | bob.p12 | not a Signet keystore stub: line 1 is not",
                "bob.keystore | no.keystore | no.keystore",
                "bob.keystore | mal.keystore | no user mallory is enrolled",
                "\"Signet\" | \"Signt\" | Signt not found",
                "KeyAlias=\"tomcat\" | KeyAlias=\"nobody\" | Alias name [nobody] does not identify a key entry",
            })
    void tomcatsLogHasTheReason(String right, String wrong, String sentence) throws Exception {
        String server = Settings.of("tomcat", "xml server", BOBS, BOBS.stub())
                .replace("8443", String.valueOf(Serving.port()))
                .replaceFirst(right, wrong)
                .replace("\"tomcat\"", "\"" + BOBS.alias() + "\"");
        ProcessBuilder catalina = Catalina.run(folder, BOBS, server);
        catalina.environment().put("JAVA_OPTS", "-Dorg.apache.catalina.startup.EXIT_ON_INIT_FAILURE=true");
        String log = Ran.of(catalina).fails();
        assertTrue(log.lines().anyMatch(line -> line.contains("Caused by: ") && line.contains(sentence)), log);
    }
}
