package org.signet.testkit.apps.servers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.signet.testkit.apps.House;

/**
 * PostgreSQL on loopback, whose users alice and bob are let in to the database db by TLS with a certificate of the
 * household's CA alone. It tells who was, and by what.
 */
final class PostgresqlServer implements AutoCloseable {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");

    private final int port;
    private final RunningProcess process;

    private PostgresqlServer(int port, RunningProcess process) {
        this.port = port;
        this.process = process;
    }

    /** @param folder gets its files, and the certificate to trust as {@code server.pem} and {@code server.p12} */
    static PostgresqlServer start(Path folder) throws IOException {
        int port = Serving.port();
        ServerCertificate.make(folder);
        Path programs = programs();
        String someone = someone();
        House.desk()
                .bashIn(folder, """
                        set -e
                        chmod 711 .
                        mkdir pg
                        cp server.key server.pem pg
                        cp %s pg/authority.pem
                        [ "$(id -u)" != 0 ] || chown -R 65534:65534 pg
                        cd pg
                        %s %s/initdb -D data -U postgres -A trust -E UTF8 --locale=C --no-sync
                        """.formatted(House.authority(), someone, programs))
                .succeeds();
        Path pg = folder.resolve("pg");
        Files.writeString(pg.resolve("data/postgresql.conf"), """
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = '%s'
                fsync = off
                log_connections = on
                ssl = on
                ssl_cert_file = '../server.pem'
                ssl_key_file = '../server.key'
                ssl_ca_file = '../authority.pem'
                """.formatted(port, pg));
        Files.writeString(pg.resolve("data/pg_hba.conf"), """
                local all postgres trust
                hostssl db all 127.0.0.1/32 cert
                """);
        ProcessBuilder builder = House.desk()
                .builder(List.of("bash", "-c", "exec " + someone + " " + programs + "/postgres -D data"))
                .directory(pg.toFile());
        PostgresqlServer server = new PostgresqlServer(port, RunningProcess.start(builder));
        server.process.awaitPort(port);
        House.desk()
                .run(
                        "psql",
                        "-h" + pg,
                        "-p" + port,
                        "-Upostgres",
                        "-ccreate role alice login",
                        "-ccreate role bob login",
                        "-ccreate database db")
                .succeeds();
        return server;
    }

    /** Where Debian keeps what only a cluster's owner calls. */
    private static Path programs() throws IOException {
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
                    .max(Path::compareTo)
                    .orElseThrow();
        }
    }

    /** The command before a command that root must not give: PostgreSQL does not run as root. */
    private static String someone() {
        return "root".equals(System.getProperty("user.name"))
                ? "setpriv --reuid 65534 --regid 65534 --clear-groups"
                : "";
    }

    int port() {
        return port;
    }

    /** What it wrote down so far. */
    String log() throws IOException {
        return process.said();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
