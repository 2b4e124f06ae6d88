package org.signet.testkit.outside;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of README.md. */
record Readme(List<Block> blocks) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```([a-z ]*)\\n(.*?)^```$");

    /** @param tag what stands behind the fence: sh, sh card, sh file, sh install, java, text stub, properties overlay */
    record Block(String tag, String text) {}

    static Readme read() throws IOException {
        Matcher matcher = FENCED.matcher(Files.readString(Checkout.ROOT.resolve("README.md")));
        return new Readme(
                matcher.results().map(m -> new Block(m.group(1), m.group(2))).toList());
    }

    /** The blocks of that tag; there is at least one. */
    List<Block> tagged(String tag) {
        List<Block> found = blocks.stream().filter(b -> b.tag().equals(tag)).toList();
        assertTrue(!found.isEmpty(), () -> "README.md has no block tagged \"" + tag + "\"");
        return found;
    }

    /** Each line by a bash of its own, as a person types them; one that fails fails the test. */
    void type(String tag, Function<String, Ran> bash) {
        for (Block block : tagged(tag)) {
            block.text()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> bash.apply(line).succeeds());
        }
    }
}
