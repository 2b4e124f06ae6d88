package org.signet.testkit.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.signet.testkit.piv.EmulatedPivCard;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code piv}: an emulated PIV card. */
@Command(
        name = "piv",
        description = "An emulated PIV card (NIST SP 800-73-4), with a YubiKey's extensions.",
        mixinStandardHelpOptions = true)
public final class PivCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CardOptions card = new CardOptions();

    @Option(
            names = "--pin",
            paramLabel = "DIGITS",
            defaultValue = "123456",
            description = "PIN of the new card, 6 to 8 digits.")
    private String pin;

    @Option(
            names = "--global-pin",
            paramLabel = "DIGITS",
            description = "A PIN of the whole card too (VERIFY 00), which the discovery object calls the first; implies"
                    + " --plain.")
    private Optional<String> globalPin = Optional.empty();

    @Option(names = "--puk", paramLabel = "TEXT", defaultValue = "12345678", description = "PUK of the new card.")
    private String puk;

    @Option(
            names = "--key",
            paramLabel = "SLOT=ALG",
            description =
                    "A key with a self-signed certificate: 9a, 9c, 9d, 9e, 82 to 95; rsa1024 to rsa4096, p256, p384.")
    private Map<String, String> keys = new LinkedHashMap<>();

    @Option(
            names = "--touch",
            paramLabel = "SLOT=POLICY",
            description = "That key wants a touch: always, or cached, where one touch counts for 15 seconds.")
    private Map<String, String> touches = new LinkedHashMap<>();

    @Option(
            names = "--touched-after",
            paramLabel = "MILLIS",
            description = "Somebody touches the card whenever a key waits for it, after this time; nobody does else.")
    private Optional<Long> touchedAfter = Optional.empty();

    @Option(names = "--serial", paramLabel = "HEX", description = "Serial number, 8 hex digits; random else.")
    private Optional<String> serial = Optional.empty();

    @Option(
            names = "--state",
            paramLabel = "FILE",
            description =
                    "Keep the whole card in this file, over restarts. If it exists, it is the card, and --pin, --puk,"
                            + " --global-pin, --key, --touch, --serial and --plain, which say what a new card has, count for nothing.")
    private Optional<Path> state = Optional.empty();

    @Option(names = "--plain", description = "Nothing but SP 800-73-4: without a YubiKey's extensions.")
    private boolean plain;

    @Option(names = "--no-extended", description = "Short APDUs only.")
    private boolean noExtended;

    @Override
    public Integer call() throws IOException {
        EmulatedPivCard.Builder builder = builder();
        CardHost host =
                new CardHost(spec.commandLine().getOut(), spec.commandLine().getErr());
        try {
            return host.host(log -> builder.logTo(log).build(), card);
        } catch (UncheckedIOException e) { // of the card's state, and it says all
            spec.commandLine().getErr().println(e.getCause().getMessage());
            return CardHost.DEVICE;
        }
    }

    private EmulatedPivCard.Builder builder() {
        try {
            EmulatedPivCard.Builder builder =
                    EmulatedPivCard.builder().pin(pin).puk(puk).serial(serial.orElseGet(PivCommand::random));
            if (state.filter(Files::exists).isEmpty()) {
                keys.forEach(builder::key);
                touches.forEach(builder::touch);
            }
            globalPin.ifPresent(builder::globalPin);
            state.ifPresent(builder::keptIn);
            touchedAfter.map(Duration::ofMillis).ifPresent(builder::touchedAfter);
            if (plain) {
                builder.plain();
            }
            return noExtended ? builder.shortOnly() : builder;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private static String random() {
        byte[] serial = new byte[4];
        new SecureRandom().nextBytes(serial);
        serial[0] &= 0x7F;
        return HexFormat.of().formatHex(serial);
    }
}
