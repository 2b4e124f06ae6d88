package org.signet.testkit.process;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The fenced blocks of a page that users read. */
public record Page(String name, List<Block> blocks) {
    private static final Pattern FENCED = Pattern.compile("(?ms)^```([a-z0-9. -]*)\\n(.*?)^```$");

    /** @param tag what stands behind the fence: sh, sh card, sh file, sh install, java, text stub, properties overlay, xml server */
    public record Block(String tag, String text) {}

    /** @param name as it lies in the checkout: README.md, docs/tomcat.md */
    public static Page read(String name) throws IOException {
        Matcher matcher = FENCED.matcher(Files.readString(Checkout.ROOT.resolve(name)));
        return new Page(
                name,
                matcher.results().map(m -> new Block(m.group(1), m.group(2))).toList());
    }

    /** The blocks of that tag; there is at least one. */
    public List<Block> tagged(String tag) {
        List<Block> found = blocks.stream().filter(b -> b.tag().equals(tag)).toList();
        assertTrue(!found.isEmpty(), () -> name + " has no block tagged \"" + tag + "\"");
        return found;
    }

    /** Each line by a bash of its own, as a person types them; one that fails fails the test. */
    public void type(String tag, Function<String, Ran> bash) {
        for (Block block : tagged(tag)) {
            block.text()
                    .lines()
                    .filter(line -> !line.isBlank())
                    .forEach(line -> bash.apply(line).succeeds());
        }
    }
}
