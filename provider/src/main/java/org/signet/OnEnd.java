package org.signet;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signet.key.ForeignText;
import org.signet.manager.SessionEnd;

/**
 * {@code session.onEnd}: a listener's class or a command, which runs for each session that ends, on a thread of its own, so that it
 * keeps neither a reader nor the next loss waiting.
 */
final class OnEnd implements Consumer<SessionEnd>, AutoCloseable {
    private static final String CLASS = "class:";
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Pattern WORD = Pattern.compile("\"([^\"]*)\"|(\\S+)");

    private final Optional<SessionListener> listener;
    private final ExecutorService one = Executors.newSingleThreadExecutor(OnEnd::thread);

    private OnEnd(Optional<SessionListener> listener) {
        this.listener = listener;
    }

    /** @throws org.signet.key.KeyAccessException CONFIGURATION for a class that is none */
    static OnEnd of(Optional<String> configured) {
        return new OnEnd(configured.map(
                text -> text.startsWith(CLASS) ? named(text.substring(CLASS.length())) : command(words(text))));
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "Signet session.onEnd");
        thread.setDaemon(true);
        return thread;
    }

    private static SessionListener named(String name) {
        ClassLoader loader = Optional.ofNullable(Thread.currentThread().getContextClassLoader())
                .orElseGet(ClassLoader::getSystemClassLoader);
        try {
            return Class.forName(name.strip(), true, loader)
                    .asSubclass(SessionListener.class)
                    .getConstructor()
                    .newInstance();
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            throw SignetConfig.wrong("session.onEnd names " + name + ", which cannot be made as a "
                    + SessionListener.class.getName() + ": " + e);
        }
    }

    /** Words between blanks; one with blanks stands between double quotes. There is no shell. */
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher word = WORD.matcher(text);
        while (word.find()) {
            words.add(word.group(1) != null ? word.group(1) : word.group(2));
        }
        if (words.isEmpty()) {
            throw SignetConfig.wrong("session.onEnd is a command, or class: and a name");
        }
        return words;
    }

    private static SessionListener command(List<String> words) {
        return session -> {
            ProcessBuilder builder = new ProcessBuilder(words)
                    .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment()
                    .putAll(Map.of(
                            "SIGNET_USER", session.user(),
                            "SIGNET_UID", Long.toString(session.uid()),
                            "SIGNET_SESSION", session.id(),
                            "SIGNET_REASON", session.reason(),
                            "SIGNET_TOKEN", session.token(),
                            "SIGNET_READER", ForeignText.shown(session.reader())));
            run(builder);
        };
    }

    private static void run(ProcessBuilder builder) {
        String name = builder.command().get(0);
        try {
            Process process = builder.start();
            if (!process.waitFor(MOST.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                warn(name + " took more than " + MOST.toSeconds() + " s and was killed");
            } else if (process.exitValue() != 0) {
                warn(name + " ended with " + process.exitValue());
            }
        } catch (IOException e) {
            warn(e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void warn(String what) {
        System.getLogger("org.signet").log(Level.WARNING, "session.onEnd: " + ForeignText.shown(what));
    }

    @Override
    public void accept(SessionEnd end) {
        listener.ifPresent(told -> {
            try {
                one.execute(() -> tell(told, end));
            } catch (RejectedExecutionException e) {
                return; // the program is at its end, and everybody has been told
            }
        });
    }

    private static void tell(SessionListener told, SessionEnd end) {
        try {
            told.ended(new EndedSession(
                    end.session().id(),
                    end.session().user(),
                    end.session().uid(),
                    end.why().word(),
                    end.session().token(),
                    end.session().reader()));
        } catch (RuntimeException e) {
            warn(e.toString());
        }
    }

    /** Waits for what is being told, but not for ever. */
    @Override
    public void close() {
        one.shutdown();
        try {
            one.awaitTermination(MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
