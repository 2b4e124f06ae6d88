package org.signet.testkit.apps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.signet.testkit.process.Page;

/** The Java program of a page in docs/, compiled as it stands there and run in this JVM. */
public final class Listing {
    /** By text: each is compiled once for all roads and algorithms. */
    private static final Map<String, Listing> COMPILED = new HashMap<>();

    private static final Pattern NAME = Pattern.compile("(?m)^public (?:final )?class (\\w+)");

    private final String name;
    private final Path classes;

    private Listing(String name, Path classes) {
        this.name = name;
        this.classes = classes;
    }

    /** @param page as it is called in docs/, without .md; its only block tagged {@code java} is a class with a main method */
    public static Listing of(String page) throws IOException {
        return compiled(program(page));
    }

    /** The same with the type of the case's keystore, which that program has in its text. */
    public static Listing of(String page, Case tried) throws IOException {
        return compiled(tried.typed(program(page)));
    }

    private static synchronized Listing compiled(String text) throws IOException {
        Listing compiled = COMPILED.get(text);
        if (compiled == null) {
            compiled = compile(text);
            COMPILED.put(text, compiled);
        }
        return compiled;
    }

    private static String program(String page) throws IOException {
        List<Page.Block> programs = Page.read("docs/" + page + ".md").tagged("java");
        assertEquals(1, programs.size(), () -> "programs in docs/" + page + ".md");
        return programs.get(0).text();
    }

    private static Listing compile(String text) throws IOException {
        Matcher matcher = NAME.matcher(text);
        assertTrue(matcher.find(), () -> "no public class in\n" + text);
        assertTrue(!text.contains("org.signet"), "an application does not know Signet");
        Path classes = Files.createTempDirectory("listing");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        List<String> options = List.of("-d", classes.toString(), "-proc:none");
        boolean compiled = compiler.getTask(said, null, null, options, null, List.of(new Text(matcher.group(1), text)))
                .call();
        assertTrue(compiled, said::toString);
        return new Listing(matcher.group(1), classes);
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String text;

        Text(String name, String text) {
            super(URI.create("string:///" + name + ".java"), Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Its main method, here; what it throws is thrown. */
    public void run(Object... arguments) throws Exception {
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        try (URLClassLoader loader = new URLClassLoader(new URL[] {url()}, Listing.class.getClassLoader())) {
            loader.loadClass(name).getMethod("main", String[].class).invoke(null, (Object) words);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw e;
        }
    }

    /** The compiled class and its name, for a process that runs it. */
    public List<String> words(String classPath) {
        return List.of("-cp", classes + java.io.File.pathSeparator + classPath, name);
    }

    private URL url() throws MalformedURLException {
        return classes.toUri().toURL();
    }
}
