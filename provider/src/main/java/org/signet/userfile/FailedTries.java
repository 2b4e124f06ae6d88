package org.signet.userfile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.key.Secret;
import org.signet.userfile.format.Names;

/**
 * Counts the wrong passphrases of each user, over all processes by a small file beside the sessions, and lets the next try wait: from
 * the third on half a second, then twice as long each time, never more than ten seconds and never for ever. It slows whoever guesses
 * through us; whoever has the file itself is slowed by Argon2id alone.
 */
final class FailedTries {
    private static final int FREE = 3;
    private static final Duration FIRST = Duration.ofMillis(500);
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final Duration REMEMBERED = Duration.ofDays(1);
    private static final int MOST_COUNTED = 1_000_000;
    private static final Pattern TEXT = Pattern.compile("failed: ([0-9]{1,7})\nlast: (\\S{20,30})\n");

    /** Where nothing can be written, this process knows. */
    private static final Map<Path, Count> OF_PROCESS = new ConcurrentHashMap<>();

    private final Clock clock;
    private final Disk disk;
    private final Consumer<Duration> pause;

    private record Count(int failed, Instant last) {
        static final Count NONE = new Count(0, Instant.EPOCH);

        Duration before(Instant now) {
            if (failed < FREE || last.plus(REMEMBERED).isBefore(now)) {
                return Duration.ZERO;
            }
            Duration whole = FIRST.multipliedBy(1L << Math.min(failed - FREE, 5));
            Duration delay = whole.compareTo(MOST) < 0 ? whole : MOST;
            Duration since = Duration.between(last, now);
            return since.isNegative() ? delay : since.compareTo(delay) < 0 ? delay.minus(since) : Duration.ZERO;
        }

        Count oneMore(Instant now) {
            boolean old = last.plus(REMEMBERED).isBefore(now);
            return new Count(old ? 1 : Math.min(failed + 1, MOST_COUNTED), now);
        }

        byte[] text() {
            return ("failed: " + failed + "\nlast: " + last + "\n").getBytes(StandardCharsets.US_ASCII);
        }
    }

    /** @param pause waits that long, on the caller's thread */
    FailedTries(Clock clock, Disk disk, Consumer<Duration> pause) {
        this.clock = clock;
        this.disk = disk;
        this.pause = pause;
    }

    static FailedTries slowing(Clock clock, Disk disk) {
        return new FailedTries(clock, disk, FailedTries::sleep);
    }

    private static void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** As {@link OpenedFile#open}, when it is this user's turn again. */
    OpenedFile open(Path folder, Snapshot snapshot, Secret passphrase) {
        String name = Names.encodeUser(snapshot.user().name());
        Path file = folder.resolve("sessions").resolve(name + ".tries");
        pause.accept(count(file).before(clock.instant()));
        try {
            OpenedFile opened = OpenedFile.open(snapshot, passphrase);
            forget(file);
            return opened;
        } catch (KeyAccessException e) {
            if (e.reason() == Reason.PASSPHRASE_WRONG) {
                keep(file, count(file).oneMore(clock.instant()));
            }
            throw e;
        }
    }

    private static Count count(Path file) {
        Count known = OF_PROCESS.getOrDefault(file, Count.NONE);
        Count kept = kept(file);
        return kept.failed() > known.failed() ? kept : known;
    }

    private static Count kept(Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || Files.size(file) > 64) {
                return Count.NONE;
            }
            Matcher text = TEXT.matcher(Files.readString(file, StandardCharsets.US_ASCII));
            return text.matches()
                    ? new Count(Integer.parseInt(text.group(1)), Instant.parse(text.group(2)))
                    : Count.NONE;
        } catch (IOException | DateTimeException e) {
            return Count.NONE;
        }
    }

    private void keep(Path file, Count count) {
        OF_PROCESS.put(file, count);
        try {
            Files.createDirectories(file.getParent(), LocalDisk.MODE_0700);
            disk.replaceQuickly(file, count.text());
        } catch (IOException | KeyAccessException e) {
            // read-only or full, or another process is at it
        }
    }

    private void forget(Path file) {
        OF_PROCESS.remove(file);
        try {
            disk.deleteIfExists(file);
        } catch (IOException e) {
            // read-only: it is old tomorrow
        }
    }
}
