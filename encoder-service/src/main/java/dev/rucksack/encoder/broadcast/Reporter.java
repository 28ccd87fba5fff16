package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.Resume;
import dev.rucksack.encoder.stream.StreamStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** Makes reports of one run of the service. */
public final class Reporter {

    /** At least one report a second; the loop's tick must not make it late. */
    static final long HEARTBEAT_NANOS = Duration.ofMillis(850).toNanos();

    private final String boot;
    private final Clock clock;
    private final Instant started;
    private final AtomicLong sequence = new AtomicLong();

    /** @param boot unlike any other run's */
    public Reporter(String boot, Clock clock) {
        this.boot = boot;
        this.clock = clock;
        this.started = clock.instant();
    }

    void next() {
        sequence.incrementAndGet();
    }

    Report report(
            StreamStatus status,
            Tally tally,
            long now,
            SettingsDesk desk,
            Settings inForce,
            Resume resume,
            Gauges gauges,
            HostReading host) {
        return new Report(
                boot,
                sequence.get(),
                clock.instant(),
                started,
                status,
                status.lasted(now),
                status.onAir(now),
                tally.onAir(status, now),
                tally,
                inForce,
                desk.key().isPresent(),
                desk.fault(),
                resume,
                gauges,
                host);
    }
}
