package org.signet.testkit.cli;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** What every emulated card is asked, whichever application is on it. */
final class CardOptions {
    @Option(
            names = "--vpcd",
            paramLabel = "HOST:PORT",
            converter = Address.class,
            description = "Put the card into pcscd's virtual reader; vpcd listens on 127.0.0.1:35963 and :35964.")
    private Optional<InetSocketAddress> vpcd = Optional.empty();

    @Option(
            names = "--apdu-log",
            paramLabel = "FILE",
            description = "Append a line per APDU: '> 00A4…', '< …9000', '! on'; XX for each secret byte.")
    private Optional<Path> log = Optional.empty();

    @Option(
            names = "--delay-ms",
            paramLabel = "N",
            defaultValue = "0",
            converter = Millis.class,
            description = "How long each APDU takes at least.")
    private Duration delay = Duration.ZERO;

    Optional<InetSocketAddress> vpcd() {
        return vpcd;
    }

    Optional<Path> log() {
        return log;
    }

    Duration delay() {
        return delay;
    }

    static final class Millis implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String text) {
            if (!text.matches("[0-9]{1,6}")) {
                throw new TypeConversionException("'" + text + "' is not a number of milliseconds");
            }
            return Duration.ofMillis(Long.parseLong(text));
        }
    }

    static final class Address implements ITypeConverter<InetSocketAddress> {
        @Override
        public InetSocketAddress convert(String text) {
            int colon = text.lastIndexOf(':');
            try {
                return new InetSocketAddress(
                        text.substring(0, Math.max(colon, 0)), Integer.parseInt(text.substring(colon + 1)));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException("'" + text + "' is not HOST:PORT");
            }
        }
    }
}
