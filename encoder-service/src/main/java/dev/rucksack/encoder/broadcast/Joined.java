package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.FrameBooks;
import dev.rucksack.encoder.uplink.UplinkBooks;
import dev.rucksack.encoder.uplink.UplinkReport;

/** The books of both sides, read while neither moves. */
record Joined(Books books, UplinkReport report) {

    /** What left the encoder when there was no uplink to take it is lost at the uplink. */
    static Joined of(FrameBooks.Snapshot raw, UplinkReport report) {
        UplinkBooks wire = report.books();
        long untaken = raw.encoded() - wire.encoded();
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
                raw.inEncoder(),
                wire.inQueue(),
                wire.inFlight());
        return new Joined(books, report);
    }
}
