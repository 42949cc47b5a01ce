package dev.tributary.inventory.reorder;

/** The normal distribution's quantiles. */
final class Normal {

    private static final int STEPS = 60;
    private static final double FARTHEST = 8;

    private Normal() {}

    /** How many standard deviations lie below this share of all cases; found by halving, for it is asked once a rule. */
    static double z(double share) {
        double low = -FARTHEST;
        double high = FARTHEST;
        for (int i = 0; i < STEPS; i++) {
            double middle = (low + high) / 2;
            if (below(middle) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** By Zelen and Severo's polynomial (Abramowitz and Stegun 26.2.17), right to 7.5e-8. */
    private static double below(double z) {
        double t = 1 / (1 + 0.2316419 * Math.abs(z));
        double tail = Math.exp(-z * z / 2)
                / Math.sqrt(2 * Math.PI)
                * t
                * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return z >= 0 ? 1 - tail : tail;
    }
}
