package org.signet.facility;

import java.security.PrivateKey;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.signet.key.Primitive;

/** A facility that stands open, until it is closed or found to have changed. */
interface Contents extends AutoCloseable {
    List<Entry> entries();

    /** What the key can do; empty where only a trial tells. */
    Optional<Set<Primitive>> can(Entry entry);

    byte[] perform(Entry entry, Primitive primitive, byte[] input);

    /** Lends the software key; CANNOT where only a provider has it. */
    <T> T lend(Entry entry, Function<PrivateKey, T> use);

    @Override
    void close();
}
