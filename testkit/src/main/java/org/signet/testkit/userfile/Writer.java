package org.signet.testkit.userfile;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/**
 * A program of its own that sets and deletes entries of a user until it has done its work or is killed. It says each before it
 * begins, and again when Signet has acknowledged it: see {@link Ledger}.
 */
public final class Writer {
    static final String PASSPHRASE = "correct horse battery"; // of users who end with the run
    static final String BEGUN = ">";
    static final String ACKNOWLEDGED = "<";
    static final String SET = "+";
    static final String DELETE = "-";

    private static final int KEPT = 2; // so many of a thread's entries stand at any time, and the file stays small
    private static final FileOutputStream OUT = new FileOutputStream(FileDescriptor.out);

    private Writer() {}

    /** @param words a {@link Work} */
    public static void main(String[] words) throws Exception {
        Work work = Work.of(words);
        List<FutureTask<Object>> tasks = new ArrayList<>();
        for (int loader = 0; loader < work.loaders(); loader++) {
            Class<?> type = loader == 0 ? Writer.class : anotherLoaders();
            Method write = type.getMethod("write", String[].class, String.class);
            for (int thread = 0; thread < work.threads(); thread++) {
                String prefix = work.prefix() + loader + "-" + thread + "-";
                tasks.add(new FutureTask<>(() -> write.invoke(null, words, prefix)));
            }
        }
        tasks.forEach(task -> new Thread(task).start());
        for (FutureTask<Object> task : tasks) {
            task.get();
        }
    }

    private static Class<?> anotherLoaders() throws ClassNotFoundException {
        URL[] urls = Jvm.classPath().toArray(new URL[0]);
        return new URLClassLoader(urls, ClassLoader.getPlatformClassLoader()).loadClass(Writer.class.getName());
    }

    /** Called in each class loader, by each thread. */
    public static void write(String[] words, String prefix) throws GeneralSecurityException, IOException {
        Work work = Work.of(words);
        Entries entries = Entries.of(work);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(work.millis());
        for (int i = 0; i < work.updates() && System.nanoTime() - end < 0; i++) {
            set(entries, prefix + i, i);
            if (i >= KEPT) {
                delete(entries, prefix + (i - KEPT));
            }
        }
    }

    private static void set(Entries entries, String alias, int number) throws GeneralSecurityException, IOException {
        say(BEGUN, SET, alias);
        entries.set(alias, number);
        say(ACKNOWLEDGED, SET, alias);
    }

    private static void delete(Entries entries, String alias) throws GeneralSecurityException, IOException {
        say(BEGUN, DELETE, alias);
        entries.delete(alias);
        say(ACKNOWLEDGED, DELETE, alias);
    }

    /** One write(2), so that a line is there or not. */
    private static void say(String... words) throws IOException {
        OUT.write((String.join(" ", words) + "\n").getBytes(StandardCharsets.US_ASCII));
    }
}
