package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.Resume;
import dev.rucksack.encoder.stream.StreamState;
import dev.rucksack.encoder.stream.StreamStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is, at one moment: the one snapshot that page, board, metrics and log are told from.
 *
 * @param boot tells one run of the service from another
 * @param sequence grows with every report that was sent out
 * @param started when this run of the service began: every counter began at zero then
 * @param lasted how long the state has lasted
 * @param live how long viewers have had something in this order
 * @param liveEver how long viewers have had something since the service started
 * @param settings what camera, microphone and uplink work by; what was chosen since may be yet to come
 * @param keySet whether there is a stream key
 * @param resume what became of the order that stood when the run before ended
 */
public record Report(
        String boot,
        long sequence,
        Instant at,
        Instant started,
        StreamStatus status,
        Duration lasted,
        Duration live,
        Duration liveEver,
        Tally tally,
        Settings settings,
        boolean keySet,
        @Nullable Fault settingsFault,
        Resume resume,
        Gauges gauges,
        HostReading host) {

    /** Why the stream stands still, in state {@link StreamState#FAULT}. */
    public @Nullable Fault fault() {
        return status.state() == StreamState.FAULT ? status.fault() : null;
    }

    /** What is wrong and leaves the stream running, each once. */
    public List<Fault> cautions() {
        List<Fault> all = new ArrayList<>();
        Fault trouble = status.state() == StreamState.RECONNECTING ? status.fault() : null;
        Stream.of(trouble, settingsFault).forEach(fault -> {
            if (fault != null) {
                all.add(fault);
            }
        });
        all.addAll(gauges.cautions());
        all.addAll(host.cautions());
        if (!keySet && status.state() != StreamState.FAULT) {
            all.add(Fault.of(FaultCode.KEY_NOT_SET));
        }
        return all.stream().distinct().toList();
    }

    /** Whether the ingest acknowledged media within the last two seconds. */
    public boolean onAir() {
        return gauges.uplink().onAir();
    }
}
