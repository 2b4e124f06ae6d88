package org.signet;

import java.io.BufferedReader;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.signet.manager.Seat;

/** Where this process runs, and where who started it sits. */
final class Surroundings {
    private Surroundings() {}

    /** By SSH the other machine and its port; else this machine. */
    static Seat seat() {
        String terminal = Terminal.name().orElse("-");
        String[] ssh = Optional.ofNullable(System.getenv("SSH_CONNECTION"))
                .orElse("")
                .split(" ", -1); // ssh(1): client, its port, server, its port
        return ssh.length == 4 && ssh[1].matches("[0-9]{1,5}")
                ? new Seat(ssh[0], terminal, Optional.of(Integer.valueOf(ssh[1])))
                : new Seat(host(), terminal, Optional.empty());
    }

    /** Without a DNS look-up, which may take seconds. */
    private static String host() {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream("/proc/sys/kernel/hostname"), StandardCharsets.UTF_8))) {
            return Optional.ofNullable(in.readLine()).orElse("-");
        } catch (IOException e) {
            return Optional.ofNullable(System.getenv("HOSTNAME")).orElse("-");
        }
    }
}
