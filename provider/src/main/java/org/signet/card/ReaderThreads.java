package org.signet.card;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.signet.iso7816.Readers;

/** The threads of all readers of one {@link Readers}, and who has a door open to a card in them; one for equal Readers. */
final class ReaderThreads {
    private static final Map<Readers, ReaderThreads> OF_PROCESS = new ConcurrentHashMap<>();

    private final Readers readers;
    private final Map<String, ReaderThread> threads = new ConcurrentHashMap<>();
    private final Set<CardAccess> open = ConcurrentHashMap.newKeySet();
    private final RemovalMonitor monitor;

    private ReaderThreads(Readers readers) {
        this.readers = readers;
        this.monitor = new RemovalMonitor(readers, threads, open);
    }

    static ReaderThreads of(Readers readers) {
        return OF_PROCESS.computeIfAbsent(readers, ReaderThreads::new);
    }

    ReaderThread of(String reader) {
        return threads.computeIfAbsent(reader, name -> new ReaderThread(readers, name, this));
    }

    void opened(CardAccess access, CardOptions options) {
        open.add(access);
        monitor.watch(options.poll());
    }

    void closed(CardAccess access) {
        open.remove(access);
    }

    /** Whether anybody's door to this token is still open. */
    boolean isOpen(String token) {
        return open.stream().anyMatch(a -> a.token().equals(token));
    }

    /** Whether any door leads to this card, by whatever application. */
    boolean isUsed(InsertedCard card) {
        return open.stream().anyMatch(a -> a.leadsTo(card));
    }

    /** A card is gone: every door to it falls shut. */
    void left(InsertedCard card) {
        open.forEach(a -> a.left(card));
        of(card.reader()).tidy();
    }
}
