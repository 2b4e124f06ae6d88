package org.signet.cli;

import java.io.BufferedWriter;
import java.io.File;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.signet.key.Reason;

/** The file of {@code signet doctor --record}: a trace that {@code signet-testkit.jar replay} plays as a card. */
final class TraceFile implements Consumer<String>, AutoCloseable {
    private static final String KIND = "# signet-trace: 1";

    private final File file;
    private final boolean withCertificates;
    private final PrintWriter out;
    private int commands;

    private TraceFile(File file, boolean withCertificates, PrintWriter out) {
        this.file = file;
        this.withCertificates = withCertificates;
        this.out = out;
    }

    /** @throws org.signet.key.KeyAccessException REFUSED where it is there already */
    static TraceFile create(File file, boolean withCertificates) {
        TraceFile trace = new TraceFile(
                file,
                withCertificates,
                new PrintWriter(
                        new BufferedWriter(new OutputStreamWriter(NewFile.create(file), StandardCharsets.UTF_8))));
        trace.accept(KIND);
        trace.accept("# JDK " + Runtime.version() + ", " + System.getProperty("os.name") + " "
                + System.getProperty("os.arch"));
        trace.accept("# XX is a byte that was left out: PINs, keys" + (withCertificates ? "" : ", certificates")
                + " and all that is not known to be public.");
        return trace;
    }

    @Override
    public synchronized void accept(String line) {
        commands += line.startsWith(">") ? 1 : 0;
        out.print(line + "\n");
    }

    /** What its reader will find in it. */
    synchronized Finding finding() {
        if (out.checkError()) {
            return Finding.fault("record", file + " cannot be written", Cure.of(Reason.IO));
        }
        return Finding.note(
                "record",
                commands + " commands are in " + file + ", with the readers' names, the cards' serials and public keys"
                        + (withCertificates ? " and certificates" : "") + "; no PIN and no key");
    }

    @Override
    public synchronized void close() {
        out.close();
    }
}
