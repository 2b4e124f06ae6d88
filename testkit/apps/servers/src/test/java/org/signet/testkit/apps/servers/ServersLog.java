package org.signet.testkit.apps.servers;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/** What the servers of this JVM log meanwhile, with causes. */
final class ServersLog implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    ServersLog() {
        events.start();
        root.addAppender(events);
    }

    String said() {
        return List.copyOf(events.list).stream()
                .map(event ->
                        event.getFormattedMessage() + "\n" + ThrowableProxyUtil.asString(event.getThrowableProxy()))
                .distinct()
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        root.detachAppender(events);
    }
}
