package org.signet.testkit.apps.servers;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;

/** What the servers of this JVM log meanwhile, and why. */
final class ServersLog implements AutoCloseable {
    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    ServersLog() {
        events.start();
        root.addAppender(events);
    }

    /** The different messages of the exceptions of that class among the causes so far. */
    List<String> reasons(Class<? extends Exception> kind) {
        return List.copyOf(events.list).stream()
                .flatMap(event -> Stream.iterate(event.getThrowableProxy(), t -> t != null, IThrowableProxy::getCause))
                .filter(thrown -> thrown.getClassName().equals(kind.getName()))
                .map(IThrowableProxy::getMessage)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        root.detachAppender(events);
    }
}
