package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.Resume;
import dev.rucksack.encoder.stream.StreamOrder;
import dev.rucksack.encoder.stream.StreamStatus;
import java.time.Duration;
import java.time.Instant;

/** Reports for tests of those who read them. */
public final class Reports {

    private Reports() {}

    public static Report idle(Gauges gauges, HostReading host) {
        return new Report(
                "boot",
                1,
                Instant.EPOCH,
                Instant.EPOCH,
                StreamStatus.initial(StreamOrder.NONE, 0),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                Tally.ZERO,
                Settings.DEFAULTS,
                true,
                null,
                new Resume(Resume.Verdict.NOT_WANTED, null, null),
                gauges,
                host);
    }
}
