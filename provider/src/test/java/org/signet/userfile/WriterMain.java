package org.signet.userfile;

import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.newKey;

import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import org.signet.key.KeyAccess;

/** Writes aliases until its time is over or it is killed, and says each that was acknowledged. */
public final class WriterMain {
    private WriterMain() {}

    /** Arguments: the folder, a prefix, milliseconds, class loaders, threads in each. */
    public static void main(String[] args) throws Exception {
        int loaders = Integer.parseInt(args[3]);
        int threads = Integer.parseInt(args[4]);
        List<Thread> writers = new ArrayList<>();
        for (int loader = 0; loader < loaders; loader++) {
            URL[] urls = ChildJvm.urls().toArray(new URL[0]);
            Class<?> type = new URLClassLoader(urls, ClassLoader.getPlatformClassLoader())
                    .loadClass(WriterMain.class.getName());
            for (int thread = 0; thread < threads; thread++) {
                String prefix = args[1] + "-" + loader + "-" + thread + "-";
                Runnable run = (Runnable) type.getMethod("writer", String.class, String.class, long.class)
                        .invoke(null, args[0], prefix, Long.parseLong(args[2]));
                writers.add(new Thread(run, prefix));
            }
        }
        writers.forEach(Thread::start);
        for (Thread writer : writers) {
            writer.join();
        }
    }

    /** Called in each class loader. */
    public static Runnable writer(String folder, String prefix, long millis) {
        return () -> {
            KeyPair pair = TestKeys.p256();
            PrintStream out = System.out;
            try (UserFiles files = TestFiles.files(Path.of(folder));
                    KeyAccess access = TestFiles.login(files, "bob")) {
                long end = System.nanoTime() + millis * 1_000_000;
                for (int i = 0; System.nanoTime() - end < 0; i++) {
                    String alias = prefix + i;
                    access.create(newKey(alias, pair, List.of()), call(""));
                    out.println(alias + ".");
                    out.flush();
                }
            }
        };
    }
}
