package org.signet;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.signet.card.CardAdministration;
import org.signet.card.CardDriver;
import org.signet.card.CardOptions;
import org.signet.card.CardSource;
import org.signet.card.PinCache;
import org.signet.card.piv.PivTrace;
import org.signet.crypto.EncryptionServices;
import org.signet.facility.FacilitySource;
import org.signet.iso7816.Readers;
import org.signet.iso7816.TracedReaders;
import org.signet.iso7816.smartcardio.SmartcardioReaders;
import org.signet.jca.Handlers;
import org.signet.jca.LazyManager;
import org.signet.jca.Stub;
import org.signet.key.Custody;
import org.signet.key.KeyAccessException;
import org.signet.key.PinLedger;
import org.signet.key.Reason;
import org.signet.key.SecretPrompt;
import org.signet.key.SessionTable;
import org.signet.key.User;
import org.signet.manager.KeyAdministration;
import org.signet.manager.KeyImport;
import org.signet.manager.KeyStoreManager;
import org.signet.manager.LibraryManager;
import org.signet.manager.ManagerOptions;
import org.signet.manager.Move;
import org.signet.manager.Places;
import org.signet.manager.UserAdministration;
import org.signet.userfile.ProcessOwner;
import org.signet.userfile.Restorable;
import org.signet.userfile.UserFiles;

/** The house composed from one configuration: the places, the book that says what is where, and the manager over them. */
public final class House implements AutoCloseable {
    private final ExecutorService events = Executors.newSingleThreadExecutor(House::eventThread);
    private final UserFiles files;
    private final CardAdministration cards;
    private final Places places;
    private final SignetConfig config;
    private final Prompts prompts;
    private final OnEnd onEnd;
    private final ManagerOptions options;
    private final KeyStoreManager manager;

    private House(SignetConfig config, Prompts prompts) {
        this(config, prompts, readers(config));
    }

    private House(SignetConfig config, Prompts prompts, Readers readers) {
        this.config = config;
        this.prompts = prompts;
        onEnd = OnEnd.of(config.get("session.onEnd"));
        config.isTrue("keygen"); // of the provider alone; a wrong word is said here
        CardOptions cardOptions = cardOptions(config);
        EncryptionServices services = services(config);
        files = UserFolder.existing(config, services);
        CardSource source = new CardSource(readers, drivers(), cardOptions, events);
        cards = new CardAdministration(readers, source);
        places = new Places(source, files.keys(), facilities(services), files.directory(), files.register());
        options = managerOptions(config, cardOptions.deadline());
        manager = new LibraryManager(places, files.sessions(), options);
    }

    /**
     * Composes a house.
     *
     * @param argument as the provider's: a file, inline {@code --key=value;key=value}, or empty
     * @throws org.signet.key.KeyAccessException CONFIGURATION, in words
     */
    public static House open(Optional<String> argument) {
        SignetConfig config = SignetConfig.read(argument);
        return new House(config, Prompts.of(config, "console", new Handlers().prompt()));
    }

    /** The folder where a person keeps what configures Signet; it need not be there. */
    public static File configurationFolder() {
        return SignetConfig.directory();
    }

    /**
     * As {@link #open}, and writes down what passes between host and cards.
     *
     * @param lines gets each line of the trace; nothing in it is secret
     * @param withCertificates whether the cards' certificates stand in it
     */
    public static House traced(Optional<String> argument, Consumer<String> lines, boolean withCertificates) {
        return traced(SignetConfig.read(argument), lines, withCertificates);
    }

    /** As {@link #traced}, as if nothing were configured, for whose configuration is wrong. */
    public static House unconfigured(Consumer<String> lines, boolean withCertificates) {
        return traced(SignetConfig.none(), lines, withCertificates);
    }

    private static House traced(SignetConfig config, Consumer<String> lines, boolean withCertificates) {
        Readers readers = new TracedReaders(readers(config), lines, () -> new PivTrace(withCertificates));
        return new House(config, Prompts.of(config, "console", new Handlers().prompt()), readers);
    }

    /**
     * Composes a house of the usual configuration.
     *
     * @param overwrites whether new keys may go to slots that are named and hold other keys, whatever the configuration says
     */
    public static House open(boolean overwrites) {
        SignetConfig config = SignetConfig.read(Optional.empty());
        SignetConfig meant = overwrites ? config.with("card.overwrite", Optional.of("true")) : config;
        return new House(meant, Prompts.of(meant, "console", new Handlers().prompt()));
    }

    /** As {@link #open}, and makes the folder of the users' files where it is missing. */
    public static House make(Optional<String> argument) {
        SignetConfig config = SignetConfig.read(argument);
        UserFolder.of(config, services(config)).make();
        return new House(config, Prompts.of(config, "console", new Handlers().prompt()));
    }

    /**
     * The manager of a provider, which lives as long as the process; the JVM's end logs everybody out.
     *
     * @param elsewhere what a keystore stub says against the configuration
     * @param callbacks asks the provider's callback handler
     */
    static LazyManager.Composed compose(SignetConfig config, LazyManager.Elsewhere elsewhere, SecretPrompt callbacks) {
        SignetConfig meant =
                config.with("userfile", absolute(elsewhere.userfile())).with("card.serial", elsewhere.card());
        House house = new House(meant, Prompts.of(meant, "none", callbacks));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> logOut(house), "Signet logs out"));
        return new LazyManager.Composed(house.manager(), house.options.prompt(), house.prompts.callbacks());
    }

    private static Optional<String> absolute(Optional<String> folder) {
        if (folder.map(File::new).filter(f -> !f.isAbsolute()).isPresent()) {
            throw SignetConfig.wrong("a keystore stub's userfile: is an absolute path, not " + folder.get());
        }
        return folder;
    }

    /**
     * The text of a keystore stub.
     *
     * @throws org.signet.key.KeyAccessException REFUSED for a value that a stub cannot hold
     */
    public static byte[] stub(
            Optional<String> user, Optional<String> userfile, Optional<String> card, List<String> aliases) {
        Stub stub = new Stub(user, new LazyManager.Elsewhere(userfile, card), aliases);
        try {
            if (Stub.read(new ByteArrayInputStream(stub.bytes())).equals(stub)) {
                return stub.bytes();
            }
            throw new KeyAccessException(Reason.REFUSED, "no stub can say so: a value has a line's end in it");
        } catch (IOException e) {
            throw new KeyAccessException(Reason.REFUSED, "no stub can say so: " + e.getMessage(), e);
        }
    }

    private static void logOut(House house) {
        try {
            house.close();
        } catch (LinkageError e) {
            return; // a server has closed our class loader before: what was not loaded then cannot be used any more
        }
    }

    public KeyStoreManager manager() {
        return manager;
    }

    public UserAdministration administration() {
        return new UserAdministration(places, options.atMost(), options.cardGroups());
    }

    /** Who begins to administer the folder of the users' files. */
    public FirstAdministrator firstAdministrator() {
        return new FirstAdministrator(files, places, options);
    }

    /** The folder of the users' files as a whole. */
    public UserFiles files() {
        return files;
    }

    /**
     * Puts one user's file back, which is an entry of the audit trail.
     *
     * @throws org.signet.key.KeyAccessException as {@link org.signet.userfile.UserFilesCare#restore}
     */
    public void restore(Restorable restorable) {
        administration().restore(restorable.user(), () -> files.care().restore(restorable));
    }

    public Move move() {
        return new Move(places, options.atMost());
    }

    /** For a user who is connected by {@link #manager()}. */
    public KeyAdministration keys() {
        return new KeyAdministration(manager);
    }

    /** For a user who is connected by {@link #manager()}. */
    public KeyImport keyImport() {
        return new KeyImport(places, manager, options.atMost());
    }

    /** Who is connected now, by all programs that use this folder. */
    public SessionTable sessions() {
        return files.sessions();
    }

    public CardAdministration cards() {
        return cards;
    }

    /** Whom to ask for a secret: the configured files, then the configured prompt, or the console if there is one. */
    public SecretPrompt prompt() {
        return options.prompt();
    }

    /** Whom {@code pin.prompt} names, or the console if there is one; no file. */
    public SecretPrompt person() {
        return prompts.person();
    }

    /** How long one operation may take at a token. */
    public Duration atMost() {
        return options.atMost();
    }

    /** The configuration's file, if there is one. */
    public Optional<File> configurationFile() {
        return config.file();
    }

    /** The files with PINs and passphrases that are configured. */
    public List<File> secretFiles() {
        return Stream.concat(
                        config.get("pin.file").stream(), config.byToken(SignetConfig.PIN_FILE_OF).values().stream())
                .map(File::new)
                .toList();
    }

    /** The user of a program that names none. */
    public String user() {
        return options.defaultUser();
    }

    /** The operating-system user, as nobody enrolled him. */
    public User self() {
        return options.self();
    }

    @Override
    public void close() {
        manager.close();
        files.close();
        events.shutdown();
        onEnd.close();
    }

    private static Thread eventThread(Runnable task) {
        Thread thread = new Thread(task, "Signet events");
        thread.setDaemon(true);
        return thread;
    }

    private static EncryptionServices services(SignetConfig config) {
        return EncryptionServices.named(config.get("service.rsa"), config.get("service.ec"));
    }

    private static FacilitySource facilities(EncryptionServices services) {
        return new FacilitySource(
                services,
                PinLedger.ofProcess(),
                Clock.systemUTC(),
                ProcessOwner.self().uid());
    }

    private static SmartcardioReaders readers(SignetConfig config) {
        try {
            return SmartcardioReaders.named(config.get("card.readers").orElse("auto"));
        } catch (IllegalArgumentException e) {
            throw SignetConfig.wrong(e.getMessage());
        }
    }

    private static List<CardDriver> drivers() {
        return ServiceLoader.load(CardDriver.class, House.class.getClassLoader()).stream()
                .map(ServiceLoader.Provider::get)
                .toList();
    }

    private static CardOptions cardOptions(SignetConfig config) {
        try {
            CardOptions options = CardOptions.DEFAULT.withPinCache(
                    PinCache.of(config.get("pin.cache").orElse("session")));
            String timeout = config.get("card.timeout").orElse("30");
            if (!timeout.matches("[1-9][0-9]{0,3}")) {
                throw SignetConfig.wrong("card.timeout is 1 to 9999 seconds, not " + timeout);
            }
            String logout = config.get("card.logout").orElse("verify");
            if (!logout.equals("verify") && !logout.equals("reset")) {
                throw SignetConfig.wrong("card.logout is verify or reset, not " + logout);
            }
            Optional<String> serial = config.get("card.serial");
            if (serial.isPresent() && !serial.get().matches("([a-z]+:)?[A-Za-z0-9]{1,64}")) {
                throw SignetConfig.wrong("card.serial is a card's serial as signet card list tells it, for instance"
                        + " 12345678 or piv:12345678, not " + serial.get());
            }
            return options.withSerial(serial)
                    .withOverwrites(config.isTrue("card.overwrite"))
                    .withDeadline(Duration.ofSeconds(Long.parseLong(timeout)))
                    .withResetAtLogout(logout.equals("reset"));
        } catch (IllegalArgumentException e) {
            throw SignetConfig.wrong(e.getMessage());
        }
    }

    private ManagerOptions managerOptions(SignetConfig config, Duration atMost) {
        ProcessOwner owner = ProcessOwner.self();
        User self = User.unenrolled(
                System.getProperty("user.name"), Math.max(owner.uid(), 0), Math.max(owner.gid(), 0), Custody.FILE);
        String user = config.get("user").orElse(self.name());
        return new ManagerOptions(
                self,
                user,
                prompts.behindFiles(user, files.directory()),
                atMost,
                Surroundings.seat(),
                UserFolder.cardGroups(config),
                onEnd);
    }
}
