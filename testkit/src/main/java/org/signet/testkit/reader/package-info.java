/**
 * Readers in memory, with hands that insert, remove, swap and reset: {@link org.signet.testkit.reader.EmulatedReaders} is
 * the {@code Readers} of the provider, and what the emulated terminals of javax.smartcardio stand on.
 */
package org.signet.testkit.reader;
