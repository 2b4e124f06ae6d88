package org.signet.testkit.apps.servers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.signet.testkit.apps.Case;
import org.signet.testkit.apps.House;
import org.signet.testkit.apps.Listing;
import org.signet.testkit.apps.Program;

/** PostgreSQL's JDBC driver is let in by a PostgreSQL that believes certificates alone. */
class PostgresqlIT {
    @TempDir
    private static Path folder;

    private static PostgresqlServer server;

    @BeforeAll
    static void start() throws IOException {
        server = PostgresqlServer.start(folder);
    }

    @AfterAll
    static void end() throws IOException {
        server.close();
    }

    // The process logs in by itself, which is one challenge more.
    @ParameterizedTest
    @EnumSource(Case.class)
    @Program(value = "PostgreSQL JDBC 42.7.14", does = "TLS client", page = "postgresql", operations = 2)
    void theDriverIsLetIn(Case tried) throws Exception {
        int before = server.log().length();
        assertEquals(
                tried.user() + "\n", House.desk().bash("exec " + command(tried)).succeeds());
        String log = server.log().substring(before);
        assertTrue(
                Pattern.compile("connection authenticated: identity=\"[^\"]*CN=" + tried.user()
                                + "\\b[^\"]*\" method=cert")
                        .matcher(log)
                        .find(),
                log);
    }

    @Test
    void theDriversOwnFactoryWantsAFileWithTheKey() throws Exception {
        Path stub = Files.copy(Stubs.only(Case.FILE_EC), folder.resolve("stub.pk8"));
        Files.setPosixFilePermissions(stub, PosixFilePermissions.fromString("rw-------"));
        String url = "jdbc:postgresql://localhost:" + server.port() + "/db?user=bob&sslmode=verify-full&sslpassword=x"
                + "&sslrootcert=" + folder.resolve("server.pem") + "&sslcert=" + Case.FILE_EC.chainFile()
                + "&sslkey="
                + stub;
        SQLException refusal = assertThrows(SQLException.class, () -> DriverManager.getConnection(url));
        assertTrue(refusal.getMessage().startsWith("Could not read SSL key file"), refusal::toString);
    }

    private String command(Case tried) throws Exception {
        String driver = Path.of(org.postgresql.Driver.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        String line = Settings.of("postgresql", "sh run", tried, Stubs.only(tried));
        List<String> words = Listing.of("postgresql").words(House.at("signet.jar") + ":" + driver);
        return line.replace("5432", String.valueOf(server.port()))
                .replace("user=alice", "user=" + tried.user())
                .replace(House.trust().toString(), folder.resolve("server.p12").toString())
                .replaceAll("-cp \\S+ Query", String.join(" ", words));
    }
}
