package org.signet.testkit.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.security.auth.callback.CallbackHandler;
import javax.security.auth.callback.PasswordCallback;
import org.signet.House;
import org.signet.SignetProvider;
import org.signet.key.NewKey;
import org.signet.key.Secret;
import org.signet.key.SecretPrompt;
import org.signet.testkit.card.SmartCard;
import org.signet.testkit.piv.EmulatedPivCard;
import org.signet.testkit.reader.EmulatedReaders;
import org.signet.testkit.terminal.TestkitProvider;

/**
 * A machine for one test: a folder for the users' files, readers with emulated cards, and Signet registered last. Its end takes
 * the cards out and compares each card's own PIN counter with what the test expects; 3 unless told.
 */
final class World implements AutoCloseable {
    /** Of every card; no six digits that an APDU log might hold by chance. */
    static final String PIN = "83920174";

    static final String WRONG_PIN = "83920175";

    /** Of every user without a card. */
    static final String PASSPHRASE = "correct horse battery";

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // One for the JVM: card threads are shared by all that name the same factory.
    private static final EmulatedReaders READERS = new EmulatedReaders();
    private static final TestkitProvider TERMINALS = new TestkitProvider(READERS);
    private static final AtomicInteger NEXT = new AtomicInteger(0x00C00001);

    // A user with a passphrase is enrolled once and copied, for Argon2id takes half a second.
    private static byte[] bobsFile = {};

    private final Path folder;
    private final List<String> settings = new ArrayList<>();
    private final List<String> readers = new ArrayList<>();
    private final Map<SmartCard, String> inserted = new LinkedHashMap<>();
    private final Map<EmulatedPivCard, Integer> tries = new LinkedHashMap<>();
    private Optional<Provider> provider = Optional.empty();

    /** @param temporary where the folder of users' files is made, if it is not there */
    World(Path temporary) throws IOException {
        folder = Files.createDirectories(
                temporary.resolve("signet"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Security.addProvider(TERMINALS);
        settings.add("userfile=" + folder);
        settings.add("card.readers=" + TestkitProvider.TYPE + ":" + TestkitProvider.NAME);
    }

    // What is configured

    /** One more {@code key=value}, before the provider is first used. */
    World with(String setting) {
        settings.add(setting);
        return this;
    }

    String configuration() {
        return "--" + String.join(";", settings);
    }

    /** The registered provider. */
    Provider provider() {
        if (provider.isEmpty()) {
            provider = Optional.of(new SignetProvider().configure(configuration()));
            Security.addProvider(provider.get());
        }
        return provider.get();
    }

    /** Another instance, which is not registered: to the first one it is a stranger, as another program would be. */
    Provider another() {
        return new SignetProvider().configure(configuration());
    }

    /** From now on another instance is the registered one. */
    void restart() {
        Security.removeProvider(provider().getName());
        provider = Optional.empty();
        provider();
    }

    // Cards

    /** A card nobody has seen before: RSA in 9A and 9D, P-256 in 9C and 9E. */
    EmulatedPivCard card() {
        return card("9a=rsa2048", "9c=p256", "9d=rsa2048", "9e=p256");
    }

    /** @param keys for instance {@code 9a=p256}; the same name has the same key in every card of the JVM */
    EmulatedPivCard card(String... keys) {
        EmulatedPivCard.Builder builder = builder();
        for (String key : keys) {
            String slot = key.substring(0, 2);
            builder.key(slot, Keys.named(slot, key.substring(3)));
        }
        return watched(builder);
    }

    /** With a serial of its own, and {@link #PIN}. */
    EmulatedPivCard.Builder builder() {
        return EmulatedPivCard.builder()
                .serial("%08x".formatted(NEXT.getAndIncrement()))
                .pin(PIN);
    }

    /** The card, whose counter is asserted at the end. */
    EmulatedPivCard watched(EmulatedPivCard.Builder builder) {
        EmulatedPivCard card = builder.build();
        tries.put(card, card.pinTries());
        return card;
    }

    /** What the card's counter must be at the end. */
    void expectTries(EmulatedPivCard card, int left) {
        tries.put(card, left);
    }

    static String token(EmulatedPivCard card) {
        return "piv:" + card.serial();
    }

    /** How many VERIFYs with a PIN in them reached the card; those that only ask for the counter do not count. */
    static long pinsSent(EmulatedPivCard card) {
        return card.log().stream().filter(l -> l.startsWith("> 0020008008")).count();
    }

    /** The other program's wrong PIN. */
    static void spoilATry(EmulatedPivCard card, String reader) {
        byte[] verify = {0x00, 0x20, 0x00, (byte) 0x80, 8, '0', '0', '0', '0', '0', '0', '0', '0'};
        int before = card.pinTries();
        selectPiv(reader);
        READERS.interfere(reader, verify);
        assertEquals(before - 1, card.pinTries());
    }

    /** By another program. */
    static void selectPiv(String reader) {
        READERS.interfere(reader, HexFormat.of().parseHex("00a4040009a00000030800001000"));
    }

    /** Into a new reader, or again into the one it was in. */
    String insert(SmartCard card) {
        String reader = inserted.computeIfAbsent(card, c -> newReader());
        READERS.insert(reader, card);
        return reader;
    }

    String newReader() {
        String reader = "Reader " + Integer.toHexString(NEXT.getAndIncrement());
        READERS.addReader(reader);
        readers.add(reader);
        return reader;
    }

    String reader(SmartCard card) {
        return inserted.get(card);
    }

    void takeOut(SmartCard card) {
        READERS.remove(reader(card));
    }

    /** Out with one, in with the other, under the same reader's name. */
    void swap(SmartCard card, SmartCard other) {
        READERS.swap(reader(card), other);
        inserted.put(other, reader(card));
    }

    /** As {@link #swap}, so quickly that the service does not notice. */
    void swapUnseen(SmartCard card, SmartCard other) {
        READERS.swapUnseen(reader(card), other);
        inserted.put(other, reader(card));
    }

    /** By another program. */
    void reset(SmartCard card) {
        READERS.reset(reader(card));
    }

    void stopPcsc() {
        READERS.stopService();
    }

    // Users

    void enrol(String user, EmulatedPivCard card) {
        try (House house = House.open(Optional.of(configuration()))) {
            house.administration()
                    .enrolByCard(user, house.self().uid(), house.self().gid(), token(card), answer(PIN));
        }
    }

    /** Bob, who has a passphrase and the RSA key {@code bobkey}. */
    void enrolBob() throws IOException {
        Path users = folder.resolve("users");
        if (Files.notExists(users)) {
            Files.createDirectory(
                    users, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        }
        Path file = userFile("bob");
        if (bobsFile.length == 0) {
            enrolByPassphrase("bob");
            bobsFile = Files.readAllBytes(file);
            return;
        }
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(file, bobsFile);
    }

    /** With {@link #PASSPHRASE}, and an RSA key of his own by the name of {@code NAMEkey}. */
    void enrolByPassphrase(String user) {
        KeyPair pair = Keys.named(user, "rsa2048");
        X509Certificate certificate = Keys.certificate(user, pair);
        NewKey key = new NewKey(user + "key", pair.getPrivate(), pair.getPublic(), List.of(certificate));
        try (House house = House.open(Optional.of(configuration()))) {
            house.administration()
                    .enrolByPassphrase(user, house.self().uid(), house.self().gid(), key, answer(PASSPHRASE));
        }
    }

    private static SecretPrompt answer(String secret) {
        return request -> Optional.of(new Secret(secret.toCharArray(), Secret.Origin.PROGRAM));
    }

    // What an application does

    /** @param password null lists without a login */
    KeyStore load(String password) throws GeneralSecurityException, IOException {
        return load(provider(), "", password);
    }

    /** By a keystore stub, as a program that has several users. */
    KeyStore loadAs(String user, String password) throws GeneralSecurityException, IOException {
        return load(provider(), stub(user), password);
    }

    static KeyStore load(Provider from, String stub, String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("Signet", from);
        byte[] text = stub.getBytes(StandardCharsets.UTF_8);
        store.load(
                stub.isEmpty() ? null : new ByteArrayInputStream(text),
                password == null ? null : password.toCharArray());
        return store;
    }

    /** By a callback handler that answers each question by its text. */
    KeyStore loadAsking(UnaryOperator<String> answers) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("Signet", provider());
        CallbackHandler handler = callbacks -> {
            PasswordCallback asked = (PasswordCallback) callbacks[0];
            String answer = answers.apply(asked.getPrompt());
            asked.setPassword(answer == null ? null : answer.toCharArray());
        };
        store.load(() -> new KeyStore.CallbackHandlerProtection(handler));
        return store;
    }

    static String stub(String user) {
        return "signet-keystore: 1\nuser: " + user + "\n";
    }

    // What lies in the folder

    Path folder() {
        return folder;
    }

    Path userFile(String user) {
        return folder.resolve("users").resolve(user + ".user");
    }

    /** Every file in the folder, by its path in there; while nobody is logging out. */
    List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(f -> !Files.isDirectory(f))
                    .map(f -> folder.relativize(f).toString())
                    .sorted()
                    .toList();
        }
    }

    List<Path> sessionFiles() {
        String[] names = folder.resolve("sessions").toFile().list((dir, name) -> name.endsWith(".session"));
        return Stream.of(names == null ? new String[0] : names)
                .map(folder.resolve("sessions")::resolve)
                .toList();
    }

    /** The text of each session file. */
    List<String> sessions() throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : sessionFiles()) {
            texts.add(Files.readString(file));
        }
        return texts;
    }

    void awaitSessions(int number) {
        await("session files to be " + number, () -> sessionFiles().size() == number);
    }

    void awaitNoSession() {
        awaitSessions(0);
    }

    /** Waits as long as it takes, and fails after ten seconds. */
    static void await(String what, BooleanSupplier happened) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!happened.getAsBoolean()) {
            if (System.nanoTime() > end) {
                fail("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
        }
    }

    @Override
    public void close() {
        READERS.startService();
        readers.forEach(READERS::removeReader);
        provider.ifPresent(p -> Security.removeProvider(p.getName()));
        Security.removeProvider(TestkitProvider.NAME);
        tries.forEach((card, left) -> assertEquals(left, card.pinTries(), "PIN tries left on " + token(card)));
    }

    /** Hands for a fault: takes out whatever is in that reader. */
    static Runnable takingOut(String reader) {
        return () -> READERS.remove(reader);
    }
}
