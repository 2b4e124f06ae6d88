package org.signet.testkit.bench;

/** One private-key operation of a side, as often as it is called; from several threads where the row says so. */
@FunctionalInterface
interface Operation {
    /** @return the result, so that nobody can leave the work out */
    byte[] run() throws Exception;
}
