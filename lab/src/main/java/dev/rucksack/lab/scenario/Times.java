package dev.rucksack.lab.scenario;

/**
 * When what happened, {@link System#nanoTime()}.
 *
 * @param startNanos the stream was on and calm
 * @param faultNanos the fault was caused
 * @param cureNanos its cause was gone
 * @param endNanos the stream was calm again
 */
record Times(long startNanos, long faultNanos, long cureNanos, long endNanos) {

    double outageSeconds() {
        return (cureNanos - faultNanos) / 1e9;
    }
}
