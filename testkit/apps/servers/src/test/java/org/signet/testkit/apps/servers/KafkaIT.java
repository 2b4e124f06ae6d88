package org.signet.testkit.apps.servers;

import java.io.StringReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.Program;

/** A Kafka client is let in by OpenSSL, which speaks no Kafka but asks for the client's certificate as a broker does. */
class KafkaIT {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "Kafka clients 4.4.0", does = "TLS client", page = "kafka")
    void aClientIsLetIn(Case tried) throws Exception {
        try (OpensslServer broker = OpensslServer.start(folder)) {
            Properties properties = new Properties();
            properties.load(new StringReader(Settings.of("kafka", "properties client", tried, Stubs.only(tried))
                    .replace(
                            "/opt/signet/brokers.pem",
                            folder.resolve("server.pem").toString())));
            properties.setProperty("bootstrap.servers", "localhost:" + broker.port());
            Admin admin = Admin.create(properties);
            try {
                admin.listTopics();
                broker.awaitGuest(tried);
            } finally {
                admin.close(Duration.ZERO);
            }
        }
    }
}
