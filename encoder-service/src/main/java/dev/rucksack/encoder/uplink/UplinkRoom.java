package dev.rucksack.encoder.uplink;

import java.util.function.LongSupplier;

/** What connections share, one after the other. */
record UplinkRoom(
        TagQueue queue,
        UplinkTally tally,
        UpstreamConnector connector,
        Publishers publishers,
        SendQueue.Finder queues,
        LongSupplier nanos) {

    long now() {
        return nanos.getAsLong();
    }

    UplinkReport report() {
        return tally.report(queue, now());
    }
}
