package org.signet.testkit.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder to work in, with its own user information file and no configuration; nobody else's is met there, nor a card of another test. */
public final class Desk {
    private final Path folder;

    /** @param folder gets a copy of signet.jar */
    public Desk(Path folder) throws IOException {
        this.folder = folder;
        Files.copy(Checkout.SIGNET, folder.resolve("signet.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    public Path at(String name) {
        return folder.resolve(name);
    }

    public Path write(String name, String... lines) throws IOException {
        return Files.writeString(at(name), String.join("\n", lines) + "\n");
    }

    /** Where the user information file is once it has a user. */
    public Path users() {
        return folder.resolve("data/signet/users");
    }

    public Ran run(List<String> command) {
        return Ran.of(builder(command));
    }

    public Ran run(String... command) {
        return run(List.of(command));
    }

    /** A command of the JDK that runs the tests. */
    public Ran jdk(String tool, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Checkout.tool(tool));
        // In a short life a fifth of the time is the compiler's; the launcher takes options without -J.
        command.add((tool.equals("java") ? "" : "-J") + "-XX:TieredStopAtLevel=1");
        command.addAll(arguments);
        return run(command);
    }

    /** A line as a person types it, with the tested JDK first on the PATH. */
    public Ran bash(String line) {
        return run("bash", "-c", line);
    }

    /** The same in another folder. */
    public Ran bashIn(Path elsewhere, String line) {
        return Ran.of(builder(List.of("bash", "-c", line)).directory(elsewhere.toFile()));
    }

    public ProcessBuilder builder(List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        settle(builder.environment());
        return builder;
    }

    private void settle(Map<String, String> environment) {
        Stream.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "CLASSPATH").forEach(environment::remove);
        environment.put("XDG_DATA_HOME", at("data").toString());
        environment.put("XDG_CONFIG_HOME", at("config").toString());
        environment.put("JAVA_HOME", Checkout.JDK.toString());
        environment.put("LC_ALL", "C.UTF-8");
        ReaderTurn.settle(environment);
        environment.put("PATH", Checkout.JDK.resolve("bin") + File.pathSeparator + environment.get("PATH"));
    }
}
