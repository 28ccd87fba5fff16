package dev.rucksack.encoder.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.encoder.broadcast.Books;
import dev.rucksack.encoder.broadcast.Gauges;
import dev.rucksack.encoder.broadcast.Reports;
import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.frame.Rendition;
import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.recording.RecordingReport;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EncoderMetricsTests {

    @Test
    void everythingComesFromOneReport() throws IOException {
        int[] asked = {0};
        Gauges gauges = new Gauges(
                new Books(100, 10, 90, 5, 5, 100, 90, 65, 3, 2, 4, 6, 1, 6, 8, 6, 5),
                new Rendition("libx264", new PictureSize(640, 360), FrameRate.of(30), 800_000, 96_000),
                Gauges.NOTHING.capture(),
                Gauges.NOTHING.sound(),
                new Gauges.Uplink(
                        true,
                        0.25,
                        900_000L,
                        800_000L,
                        0.041,
                        new Gauges.Uplink.Packets(900, 8, 0.01),
                        5000,
                        4000,
                        Map.of("dropped", 2L)),
                new RecordingReport("00012", true, 60_000, 1000, 5000, 1800, 7, true, false),
                List.of(),
                Map.of("encoder", 1L));
        assertThat(gauges.books().balanced()).isTrue();
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new EncoderMetrics(() -> {
            asked[0]++;
            return Reports.idle(gauges, new HostReading(61.2, Set.of(HostReading.Cause.UNDER_VOLTAGE), 7L));
        }));
        assertThat(scrape(registry))
                .contains(
                        "rucksack_stream_state{state=\"idle\"} 1.0",
                        "rucksack_stream_state{state=\"live\"} 0.0",
                        "rucksack_stream_order{order=\"idle\"} 1.0",
                        "rucksack_stream_fault{code=\"under-voltage\"} 1.0",
                        "rucksack_stream_fault{code=\"camera-missing\"} 0.0",
                        "rucksack_frames_captured_total 100.0",
                        "rucksack_frames_ticks_total 100.0",
                        "rucksack_frames_dropped_total{stage=\"capture\"} 2.0",
                        "rucksack_frames_dropped_total{stage=\"encode\"} 4.0",
                        "rucksack_frames_dropped_total{stage=\"uplink\"} 6.0",
                        "rucksack_frames_unheard_total 1.0",
                        "rucksack_frames_in{place=\"queue\"} 8.0",
                        "rucksack_encoder_target_bytes_per_second 100000.0",
                        "rucksack_uplink_reconnects_total{reason=\"dropped\"} 2.0",
                        "rucksack_uplink_rtt_seconds 0.041",
                        "rucksack_uplink_sent_packets_total 900.0",
                        "rucksack_uplink_lost_packets_total 8.0",
                        "rucksack_process_restarts_total{process=\"encoder\"} 1.0",
                        "rucksack_host_temperature_celsius 61.2",
                        "rucksack_host_throttled{cause=\"under-voltage\"} 1.0",
                        "rucksack_host_throttled{cause=\"throttled\"} 0.0",
                        "rucksack_frames_offair_total 5.0",
                        "rucksack_recording_active 1.0",
                        "rucksack_recording_bytes_total 5000.0",
                        "rucksack_recording_frames_total 1800.0",
                        "rucksack_recording_frames_lost_total 7.0",
                        "rucksack_recording_disk_free_bytes 7.0");
        assertThat(asked[0]).isEqualTo(1);
    }

    @Test
    void whatIsUnknownHasNoSample() throws IOException {
        PrometheusRegistry registry = new PrometheusRegistry();
        registry.register(new EncoderMetrics(() -> Reports.idle(Gauges.NOTHING, HostReading.UNKNOWN)));
        assertThat(scrape(registry))
                .doesNotContain("NaN", "rucksack_host", "rucksack_uplink_rtt", "rucksack_encoder_target", "disk_free");
    }

    private static String scrape(PrometheusRegistry registry) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrometheusTextFormatWriter.builder().build().write(out, registry.scrape());
        return out.toString(StandardCharsets.UTF_8);
    }
}
