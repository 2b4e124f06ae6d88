package org.signet.wrap;

/**
 * What Argon2id costs.
 *
 * @param memory in KiB
 * @param passes RFC 9106's t
 * @param lanes RFC 9106's p
 */
public record KdfCost(int memory, int passes, int lanes) {
    /** RFC 9106, clause 4, the second recommended choice. */
    public static final KdfCost STANDARD = new KdfCost(64 * 1024, 3, 4);
}
