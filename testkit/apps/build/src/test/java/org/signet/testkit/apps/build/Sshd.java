package org.signet.testkit.apps.build;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.signet.testkit.process.Ran;

/** OpenSSH's server on loopback, a process with a host key, a configuration and a port of its own. */
final class Sshd implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Path folder;
    private final int port;
    private final Process process;

    private Sshd(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /**
     * @param folder for its files
     * @param authorized the lines of authorized_keys
     */
    static Sshd start(Path folder, String authorized) throws Exception {
        Files.writeString(folder.resolve("authorized_keys"), authorized);
        Ran.of(new ProcessBuilder("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", folder + "/host"))
                .succeeds();
        int port = freePort();
        Files.writeString(folder.resolve("sshd_config"), configuration(folder, port));
        privilegeSeparation();
        Process process = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", folder + "/sshd_config")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("sshd.log").toFile())
                .start();
        Sshd sshd = new Sshd(folder, port, process);
        sshd.await();
        return sshd;
    }

    private static String configuration(Path folder, int port) {
        return """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s/host
                AuthorizedKeysFile %s/authorized_keys
                StrictModes no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                UsePAM no
                PidFile none
                LogLevel VERBOSE
                """.formatted(port, folder, folder);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    /** Started by root it wants Debian's folder, which the service manager makes elsewhere. */
    private static void privilegeSeparation() throws IOException {
        if ("root".equals(System.getProperty("user.name"))) {
            Files.createDirectories(Path.of("/run/sshd"));
        }
    }

    private void await() throws Exception {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!answers()) {
            assertTrue(process.isAlive() && System.nanoTime() < until, this::log);
            Thread.sleep(20);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** {@code user@127.0.0.1:port}, this process's own user. */
    String address() {
        return System.getProperty("user.name") + "@127.0.0.1:" + port;
    }

    /** A file as {@code known_hosts}, with its key. */
    Path knownHosts() throws IOException {
        String[] key = Files.readString(folder.resolve("host.pub")).split(" ", -1);
        return Files.writeString(
                folder.resolve("known_hosts"), "[127.0.0.1]:%d %s %s%n".formatted(port, key[0], key[1]));
    }

    /** What it said till now. */
    String log() {
        try {
            return Files.readString(folder.resolve("sshd.log"), UTF_8);
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            assertTrue(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), "sshd does not end");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
