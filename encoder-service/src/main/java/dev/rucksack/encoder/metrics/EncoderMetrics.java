package dev.rucksack.encoder.metrics;

import dev.rucksack.encoder.broadcast.Books;
import dev.rucksack.encoder.broadcast.Gauges;
import dev.rucksack.encoder.broadcast.Report;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.recording.RecordingReport;
import dev.rucksack.encoder.stream.FaultCode;
import dev.rucksack.encoder.stream.StreamOrder.Wish;
import dev.rucksack.encoder.stream.StreamState;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Every meter name of this service, all of one scrape from one report: the books balance in every scrape. Not Micrometer's
 * meters, which are read one by one while the frames go on. A value that is not known has no sample.
 */
public final class EncoderMetrics implements MultiCollector {

    private final Supplier<Report> reports;

    public EncoderMetrics(Supplier<Report> reports) {
        this.reports = reports;
    }

    @Override
    public MetricSnapshots collect() {
        Report report = reports.get();
        Families families = new Families();
        stream(families, report);
        frames(families, report.gauges().books());
        encoder(families, report.gauges());
        uplink(families, report.gauges().uplink());
        report.gauges()
                .restarts()
                .forEach((process, times) -> families.counter(
                        "rucksack_process_restarts",
                        "Child processes that ended unasked and were started again",
                        times,
                        "process",
                        process));
        recording(families, report.gauges().recording());
        host(families, report.host());
        return families.snapshots();
    }

    private static void stream(Families families, Report report) {
        for (StreamState state : StreamState.values()) {
            families.gauge(
                    "rucksack_stream_state",
                    "1 for the state the stream is in",
                    report.status().state() == state ? 1 : 0,
                    "state",
                    state.word());
        }
        for (Wish wish : Wish.values()) {
            families.gauge(
                    "rucksack_stream_order",
                    "1 for what the operator wants",
                    report.status().order().wanted() == wish ? 1 : 0,
                    "order",
                    wish.word());
        }
        var fault = report.fault();
        for (FaultCode code : FaultCode.values()) {
            boolean is = fault != null && fault.code() == code;
            boolean caution = report.cautions().stream().anyMatch(c -> c.code() == code);
            families.gauge(
                    "rucksack_stream_fault",
                    "1 for each fault and caution that is so",
                    is || caution ? 1 : 0,
                    "code",
                    code.word());
        }
        families.counter(
                "rucksack_stream_live_seconds",
                "Time in which viewers had something from us",
                report.liveEver().toMillis() / 1000.0);
        families.gauge(
                "rucksack_stream_on_air",
                "1 if the ingest acknowledged media within the last two seconds",
                report.onAir() ? 1 : 0);
        String sessions = "rucksack_stream_sessions";
        String help = "Sessions that viewers saw, by how they ended";
        families.counter(sessions, help, report.tally().ordered(), "end", "ordered");
        families.counter(sessions, help, report.tally().failed(), "end", "fault");
    }

    private static void frames(Families families, Books books) {
        families.counter("rucksack_frames_captured", "Frames from the camera", books.captured());
        families.counter("rucksack_frames_surplus", "Captured frames that no tick needed", books.surplus());
        families.counter("rucksack_frames_used", "Captured frames given to the stream", books.used());
        families.counter("rucksack_frames_repeated", "Ticks filled with the last frame again", books.repeated());
        families.counter("rucksack_frames_slate", "Ticks filled with the slate", books.slate());
        families.counter("rucksack_frames_ticks", "Frames the stream's clock asked for", books.ticks());
        families.counter("rucksack_frames_encoded", "Pictures out of the encoder", books.encoded());
        families.counter("rucksack_frames_acknowledged", "Pictures the ingest acknowledged", books.acknowledged());
        families.counter("rucksack_frames_offair", "Pictures encoded off air, for the recording alone", books.offAir());
        families.counter("rucksack_frames_resent", "Pictures sent again on a new connection", books.resent());
        families.counter(
                "rucksack_frames_unheard",
                "Of those lost at the uplink, sent once and never heard of: viewers may have seen them",
                books.unheard());
        String dropped = "rucksack_frames_dropped";
        String lost = "Frames lost, by where";
        families.counter(dropped, lost, books.droppedCapture(), "stage", "capture");
        families.counter(dropped, lost, books.droppedEncode(), "stage", "encode");
        families.counter(dropped, lost, books.droppedUplink(), "stage", "uplink");
        String in = "rucksack_frames_in";
        String under = "Frames under way, by place";
        families.gauge(in, under, books.inEncoder(), "place", "encoder");
        families.gauge(in, under, books.inQueue(), "place", "queue");
        families.gauge(in, under, books.inFlight(), "place", "flight");
    }

    private static void encoder(Families families, Gauges gauges) {
        Rendition rendition = gauges.rendition();
        if (rendition != null) {
            families.gauge(
                    "rucksack_encoder_target_bytes_per_second",
                    "Bitrate asked of the encoder",
                    rendition.videoBitsPerSecond() / 8.0);
        }
        families.counter(
                "rucksack_encoder_output_bytes",
                "Bytes out of the encoders",
                gauges.uplink().outputBytes());
        families.gauge(
                "rucksack_capture_delivering",
                "1 if the camera gives frames",
                gauges.capture().delivering() ? 1 : 0);
        families.gauge(
                "rucksack_sound_delivering",
                "1 if the microphone gives samples",
                gauges.sound().delivering() ? 1 : 0);
    }

    private static void uplink(Families families, Gauges.Uplink uplink) {
        families.gaugeIfKnown("rucksack_uplink_backlog_seconds", "Media not acknowledged yet", uplink.backlogSeconds());
        families.counter("rucksack_uplink_sent_bytes", "Bytes the ingest acknowledged", uplink.sentBytes());
        families.gaugeIfKnown(
                "rucksack_uplink_rtt_seconds", "From writing a byte to its acknowledgement", uplink.rttSeconds());
        Gauges.Uplink.Packets packets = uplink.packets();
        if (packets != null) {
            families.counter("rucksack_uplink_sent_packets", "SRT: packets that left, each once", packets.sent());
            families.counter(
                    "rucksack_uplink_lost_packets",
                    "SRT: packets the ingest missed at first, mended later or not",
                    packets.lost());
        }
        for (Map.Entry<String, Long> reason : uplink.reconnects().entrySet()) {
            families.counter(
                    "rucksack_uplink_reconnects",
                    "Connections lost after they had been made",
                    reason.getValue(),
                    "reason",
                    reason.getKey());
        }
    }

    private static void recording(Families families, RecordingReport recording) {
        families.gauge("rucksack_recording_active", "1 while it is recorded", recording.writing() ? 1 : 0);
        families.counter("rucksack_recording_bytes", "Bytes recorded", recording.bytesTotal());
        families.counter("rucksack_recording_frames", "Pictures recorded", recording.framesTotal());
        families.counter(
                "rucksack_recording_frames_lost",
                "Pictures that were to be recorded and were not: slow, full or failing disk",
                recording.framesLost());
    }

    private static void host(Families families, HostReading host) {
        families.gaugeIfKnown(
                "rucksack_host_temperature_celsius", "Temperature of the processor", host.temperatureCelsius());
        families.gaugeIfKnown(
                "rucksack_recording_disk_free_bytes", "Free space where recordings lie", host.diskFreeBytes());
        var throttled = host.throttled();
        if (throttled != null) {
            for (HostReading.Cause cause : HostReading.Cause.values()) {
                families.gauge(
                        "rucksack_host_throttled",
                        "1 while the computer slows itself down, by cause",
                        throttled.contains(cause) ? 1 : 0,
                        "cause",
                        cause.word());
            }
        }
    }
}
