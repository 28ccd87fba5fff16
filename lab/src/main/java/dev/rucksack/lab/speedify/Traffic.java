package dev.rucksack.lab.speedify;

/** What a link carries and how it fares; rates in bits per second, loss as a fraction. */
record Traffic(
        double sendBitsPerSecond,
        double receiveBitsPerSecond,
        double latencyMillis,
        double jitterMillis,
        double lossSend,
        double lossReceive,
        boolean congested,
        boolean sleeping) {

    static final Traffic NONE = new Traffic(0, 0, 0, -1, 0, 0, false, true);

    /** Bytes on the way: rate by round trip. */
    long inFlightBytes() {
        return Math.round(sendBitsPerSecond / 8 * latencyMillis / 1000);
    }

    /** Speedify's own judgement: more lost, or later, than a talk bears. */
    boolean poor() {
        return Math.max(lossSend, lossReceive) > 0.03 || latencyMillis > 300;
    }

    /** A listener's opinion from 1 to 5, after the simplified E-model (ITU-T G.107). */
    double mos() {
        double delay = latencyMillis / 2 + 2 * Math.max(0, jitterMillis) + 10;
        double r = 93.2 - (delay < 160 ? delay / 40 : (delay - 120) / 10) - 250 * Math.max(lossSend, lossReceive);
        double bounded = Math.max(0, Math.min(100, r));
        double mos = 1 + 0.035 * bounded + 7e-6 * bounded * (bounded - 60) * (100 - bounded);
        return Math.round(Math.max(1, mos) * 100) / 100.0;
    }
}
