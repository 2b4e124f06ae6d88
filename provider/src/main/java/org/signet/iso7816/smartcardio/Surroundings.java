package org.signet.iso7816.smartcardio;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What this machine shows of the reason behind a PC/SC error, where its code says too little. Looked at after a failure alone. */
final class Surroundings {
    private static final String SCDAEMON = "scdaemon";

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
        return processes().anyMatch(p -> SCDAEMON.equals(command(p)));
    }

    /** The other programs that have PC/SC's library loaded, and GnuPG's card process, as far as this user may look into them. */
    List<String> pcscPrograms() {
        String self = Long.toString(ProcessHandle.current().pid());
        return processes()
                .filter(p -> !p.getName().equals(self))
                .filter(p -> SCDAEMON.equals(command(p)) || hasLoaded(p, "/libpcsclite"))
                .map(p -> command(p) + " (process " + p.getName() + ")")
                .sorted()
                .toList();
    }

    private Stream<File> processes() {
        return Optional.ofNullable(processes.listFiles(Surroundings::isProcess)).stream()
                .flatMap(Arrays::stream);
    }

    /** proc(5): a line of maps ends with the file that is mapped. */
    private static boolean hasLoaded(File process, String library) {
        try (BufferedReader in = reader(new File(process, "maps"))) {
            return in.lines().anyMatch(line -> line.contains(library));
        } catch (IOException | UncheckedIOException e) {
            return false; // another user's, or it has just ended
        }
    }

    private static BufferedReader reader(File file) throws IOException {
        return new BufferedReader(new InputStreamReader(new FileInputStream(file), StandardCharsets.ISO_8859_1));
    }

    private static boolean isProcess(File entry) {
        return entry.getName().chars().allMatch(Character::isDigit);
    }

    /** Empty for a process that has just ended. */
    private static String command(File process) {
        try (BufferedReader in = reader(new File(process, "comm"))) {
            return Optional.ofNullable(in.readLine()).orElse("");
        } catch (IOException e) {
            return "";
        }
    }
}
