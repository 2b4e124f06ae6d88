package org.signet.userfile;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.signet.userfile.TestFiles.call;
import static org.signet.userfile.TestFiles.newKey;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.signet.key.KeyAccess;
import org.signet.key.KeyAccessException;
import org.signet.key.Reason;
import org.signet.userfile.format.UserParser;
import org.signet.userfile.format.UserText;
import org.signet.wrap.KdfLimits;

/** Not one byte of a user's file changes without a word (threats U10): every editor without his secrets is refused. */
class ChangedFileProperties {
    private static final Set<Reason> REFUSED = Set.of(Reason.DAMAGED, Reason.CANNOT);
    private static final int BIG = 1 << 20;

    private static Path temp;
    private static byte[] bob;
    private static String[] lines;
    private static KdfLimits limits;

    @BeforeContainer
    static void aFileWithTwoKeysAndThreeAliases() throws IOException {
        temp = Files.createTempDirectory("signet");
        Path folder = temp.resolve("signet");
        try (KeyAccess access = TestFiles.login(TestFiles.files(folder), "bob")) {
            access.create(newKey("rsa", TestKeys.rsa()), call(""));
            var pair = TestKeys.p256();
            access.create(newKey("ec one", pair), call(""));
            access.create(newKey("ec two", pair, List.of()), call(""));
        }
        bob = Files.readAllBytes(folder.resolve("users").resolve("bob.user"));
        lines = new String(bob, StandardCharsets.US_ASCII).split("(?<=\n)");
        limits = TestFiles.options(Optional.empty(), new LocalDisk()).limits();
        read(bob);
    }

    @AfterContainer
    static void removeIt() throws IOException {
        try (var files = Files.walk(temp)) {
            for (Path path : files.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 1500)
    void aFlippedBit(@ForAll @IntRange(max = BIG) int at, @ForAll @IntRange(max = 7) int bit) {
        byte[] changed = bob.clone();
        changed[at % bob.length] ^= (byte) (1 << bit);
        assertRefused(changed);
    }

    @Property(tries = 1500)
    void anotherByte(@ForAll @IntRange(max = BIG) int at, @ForAll byte value) {
        byte[] changed = bob.clone();
        changed[at % bob.length] = value;
        assertRefused(changed);
    }

    @Property(tries = 400)
    void aByteMoreOrLess(@ForAll @IntRange(max = BIG) int at, @ForAll @IntRange(min = 0x20, max = 0x7E) int value) {
        int i = at % bob.length;
        byte[] more = Arrays.copyOf(bob, bob.length + 1);
        System.arraycopy(bob, i, more, i + 1, bob.length - i);
        more[i] = (byte) value;
        assertRefused(more);
        byte[] less = Arrays.copyOf(bob, bob.length - 1);
        System.arraycopy(bob, i + 1, less, i, bob.length - i - 1);
        assertRefused(less);
        assertRefused(Arrays.copyOf(bob, i));
    }

    @Property(tries = 600)
    void linesSwappedDoubledOrTakenAway(
            @ForAll @IntRange(max = BIG) int first, @ForAll @IntRange(max = BIG) int second) {
        List<String> swapped = new ArrayList<>(List.of(lines));
        Collections.swap(swapped, first % lines.length, second % lines.length);
        assertRefused(swapped);
        List<String> doubled = new ArrayList<>(List.of(lines));
        doubled.add(first % lines.length, lines[second % lines.length]);
        assertRefused(doubled);
        List<String> without = new ArrayList<>(List.of(lines));
        without.remove(first % lines.length);
        assertRefused(without);
    }

    @Property(tries = 300)
    void wholeBytesOfNoMeaning(@ForAll byte[] bytes) {
        assertRefused(bytes);
    }

    private static void assertRefused(List<String> changed) {
        assertRefused(String.join("", changed).getBytes(StandardCharsets.US_ASCII));
    }

    private static void assertRefused(byte[] changed) {
        if (Arrays.equals(changed, bob)) {
            return;
        }
        try {
            read(changed);
        } catch (KeyAccessException e) {
            assertTrue(REFUSED.contains(e.reason()), e.getMessage());
            assertTrue(e.getMessage().startsWith("bob.user"), e.getMessage());
            return;
        }
        fail("a changed file was taken");
    }

    private static void read(byte[] bytes) {
        UserText text = UserParser.parse("bob.user", "bob", bytes, limits);
        new Verifier(Optional.empty()).verify("bob.user", text);
    }
}
