package org.signet.wrap;

/**
 * Within which costs a passphrase is worked on at all, checked before anything is allocated: less is a downgrade, more a bomb.
 * Only a test makes others than {@link #STANDARD}; no configuration reaches this.
 */
public record KdfLimits(KdfCost least, KdfCost most) {
    /** Design §4. */
    public static final KdfLimits STANDARD =
            new KdfLimits(new KdfCost(64 * 1024, 2, 1), new KdfCost(1024 * 1024, 10, 8));

    public boolean allow(KdfCost cost) {
        return isBetween(least.memory(), cost.memory(), most.memory())
                && isBetween(least.passes(), cost.passes(), most.passes())
                && isBetween(least.lanes(), cost.lanes(), most.lanes());
    }

    private static boolean isBetween(int low, int value, int high) {
        return low <= value && value <= high;
    }

    /** For messages. */
    public String words() {
        return "m " + least.memory() + "–" + most.memory() + ", t " + least.passes() + "–" + most.passes() + ", p "
                + least.lanes() + "–" + most.lanes();
    }
}
