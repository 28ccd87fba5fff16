package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.uplink.UplinkBooks;
import dev.rucksack.encoder.uplink.UplinkReport;

/** The books of both sides, read while neither moves. */
record Joined(Books books, UplinkReport report) {

    /**
     * What an open uplink did not take is lost at the uplink.
     *
     * @param offAir what was meant for no uplink; grows only within a step of the raw side's books
     */
    static Joined of(FrameBooks.Snapshot raw, UplinkReport report, long offAir) {
        UplinkBooks wire = report.books();
        long untaken = raw.encoded() - wire.encoded() - offAir;
        Books books = new Books(
                raw.captured(),
                raw.surplus(),
                raw.used(),
                raw.repeated(),
                raw.slate(),
                raw.ticks(),
                raw.encoded(),
                wire.acknowledged(),
                wire.resent(),
                raw.droppedCapture(),
                raw.droppedEncode(),
                wire.dropped() + untaken,
                wire.unheard(),
                raw.inEncoder(),
                wire.inQueue(),
                wire.inFlight(),
                offAir);
        return new Joined(books, report);
    }
}
