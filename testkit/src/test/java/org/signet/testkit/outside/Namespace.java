package org.signet.testkit.outside;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Stream;
import org.signet.testkit.process.Desk;
import org.signet.testkit.process.Pcscd;
import org.signet.testkit.process.Ran;

/** Linux namespaces of its own: mounts, network and processes that end with it. Only root makes them, and not in every container. */
final class Namespace {
    private static final List<String> UNSHARE =
            List.of("unshare", "--mount", "--net", "--pid", "--fork", "--kill-child", "--mount-proc");

    private Namespace() {}

    /** Says in one line that the suite did not run where they are not permitted, or fails where pcscd's suites are required. */
    static void require(Class<?> suite) {
        try {
            Ran tried = Ran.of(new ProcessBuilder(with("true")));
            if (tried.code() != 0) {
                Pcscd.refuse(suite, "no namespace of its own: " + tried.said().strip());
            }
        } catch (UncheckedIOException e) {
            Pcscd.refuse(suite, e.getCause().getMessage());
        }
    }

    /** Runs a script there, with an empty /run, the jar and the JDK. */
    static Ran run(Desk desk, String script) {
        String begin =
                "set -e; unset PCSCLITE_CSOCK_NAME; mount -t tmpfs none /run; mkdir /run/pcscd; mount -t tmpfs none /mnt;"
                        + " cp signet.jar /mnt; chmod 644 /mnt/signet.jar;"
                        + " list() { java -XX:TieredStopAtLevel=1 -jar /mnt/signet.jar card list; };"
                        + " mkdir /mnt/no-readers; pcscd_runs() { pcscd -f \"$@\" >/dev/null 2>&1 &"
                        + " for _ in $(seq 100); do if [ -S /run/pcscd/pcscd.comm ]; then return; fi; sleep 0.05; done; false; };\n";
        return desk.run(with(begin + script));
    }

    private static List<String> with(String script) {
        return Stream.concat(UNSHARE.stream(), List.of("bash", "-c", script).stream())
                .toList();
    }
}
