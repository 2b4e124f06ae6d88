package org.signet.iso7816.smartcardio;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/** What this machine shows of the reason behind a PC/SC error, where its code says too little. Looked at after a failure alone. */
final class Surroundings {
    private final File socket;
    private final File processes;

    /**
     * @param socket pcscd's
     * @param processes Linux's /proc; elsewhere there is none, and nothing is seen
     */
    Surroundings(File socket, File processes) {
        this.socket = Objects.requireNonNull(socket);
        this.processes = Objects.requireNonNull(processes);
    }

    static Surroundings ofThisMachine() {
        String named = System.getenv("PCSCLITE_CSOCK_NAME"); // as libpcsclite has it
        return new Surroundings(
                new File(Optional.ofNullable(named).orElse("/run/pcscd/pcscd.comm")), new File("/proc"));
    }

    /** libpcsclite says SCARD_E_NO_SERVICE also where the file system keeps this user from pcscd's socket. */
    boolean socketIsForbidden() {
        File folder = socket.getParentFile();
        return socket.exists() ? !socket.canWrite() : folder != null && folder.isDirectory() && !folder.canExecute();
    }

    String socket() {
        return socket.getPath();
    }

    /** GnuPG's card process, which takes readers from pcscd by a driver of its own, or their cards for itself alone. */
    boolean scdaemonRuns() {
        File[] all = Optional.ofNullable(processes.listFiles(Surroundings::isProcess))
                .orElse(new File[0]);
        return Arrays.stream(all).anyMatch(p -> "scdaemon".equals(command(p)));
    }

    private static boolean isProcess(File entry) {
        return entry.getName().chars().allMatch(Character::isDigit);
    }

    /** Empty for a process that has just ended. */
    private static String command(File process) {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(new File(process, "comm")), StandardCharsets.ISO_8859_1))) {
            return Optional.ofNullable(in.readLine()).orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
