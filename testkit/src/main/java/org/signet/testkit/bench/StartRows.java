package org.signet.testkit.bench;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What happens once in each JVM, measured from outside by starting one: the time to the program's last word. */
final class StartRows {
    private static final long COLD_DELAY_MILLIS = 20;

    private final int starts;
    private final Path folder;
    private final String classPath;

    /** @param folder to work in; a user without any configuration is at home there */
    StartRows(int starts, Path folder) {
        this.starts = starts;
        this.folder = folder;
        this.classPath = classPath();
    }

    /** The drop-in jar before the testkit's, where the checkout has built one. */
    private static String classPath() {
        String own = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
        Path jar = Path.of(own.split(File.pathSeparator, 2)[0]);
        Path dropIn = jar.resolveSibling("../../provider/target/signet.jar").normalize();
        return Files.exists(dropIn) ? dropIn + File.pathSeparator + own : own;
    }

    /** A program that never asks for Signet, with and without it in the list of providers; aims in ms, as differences. */
    void listed(Consumer<Row> table) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        Path key = Files.write(
                folder.resolve("key.der"),
                generator.generateKeyPair().getPrivate().getEncoded());
        Path overlay = Files.writeString(
                folder.resolve("listed.security"), "security.provider." + (configured() + 1) + "=Signet\n");
        String listed = "-Djava.security.properties=" + overlay;
        for (String program : List.of("software", "providers")) {
            List<String> without = command(program, key.toString());
            List<String> with = new ArrayList<>(without);
            with.add(1, listed);
            String name = "listed, a software signature" + (program.equals("providers") ? " and getProviders()" : "");
            Row row = turns(name, without, with, OptionalDouble.empty());
            if (Files.size(folder.resolve("start.err")) > 0) {
                throw new IOException("Signet said something: " + Files.readString(folder.resolve("start.err")));
            }
            table.accept(row);
        }
    }

    private static int configured() {
        int last = 0;
        while (Security.getProperty("security.provider." + (last + 1)) != null) {
            last++;
        }
        return last;
    }

    /** From the start of the JVM to the first signature of a card that takes 20 ms per command. */
    void cold(BenchCard card, Consumer<Row> table) throws Exception {
        card.delay(COLD_DELAY_MILLIS);
        table.accept(turns(
                "cold, first RSA-2048 signature, " + COLD_DELAY_MILLIS + " ms",
                command("bare"),
                command("signet"),
                OptionalDouble.of(2)));
        card.delay(0);
    }

    private List<String> command(String... program) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                classPath,
                StartProgram.class.getName()));
        command.addAll(List.of(program));
        return command;
    }

    private Row turns(String name, List<String> bare, List<String> signet, OptionalDouble aim)
            throws IOException, InterruptedException {
        List<Double> bares = new ArrayList<>();
        List<Double> signets = new ArrayList<>();
        for (int i = 0; i <= starts; i++) {
            double without = millis(bare);
            double with = millis(signet);
            if (i > 0) { // the first one reads the disk
                bares.add(without);
                signets.add(with);
            }
        }
        return new Row(name, Row.Unit.MILLIS, bares, signets, aim, List.of());
    }

    private double millis(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve("start.err").toFile());
        builder.environment().put("XDG_DATA_HOME", folder.resolve("data").toString());
        builder.environment().put("XDG_CONFIG_HOME", folder.resolve("config").toString());
        long begin = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String word = out.readLine();
            double millis = (System.nanoTime() - begin) / 1e6;
            if (!"signed".equals(word)) {
                throw new IOException(
                        "a started program did not sign: " + Files.readString(folder.resolve("start.err")));
            }
            process.waitFor();
            return millis;
        }
    }
}
