package dev.rucksack.encoder.api;

import dev.rucksack.encoder.broadcast.Books;
import dev.rucksack.encoder.broadcast.Gauges;
import dev.rucksack.encoder.broadcast.Report;
import dev.rucksack.encoder.host.HostReading;
import dev.rucksack.encoder.recording.RecordingReport;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.stream.Fault;
import dev.rucksack.encoder.stream.Resume;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The report as it crosses the border: field by field the contract's. Unknown values are null. */
record ReportJson(
        String boot,
        long sequence,
        String at,
        Order order,
        String state,
        double stateSeconds,
        boolean onAir,
        double liveSeconds,
        @Nullable Caution fault,
        List<Caution> cautions,
        Destination destination,
        Rendition rendition,
        Capture capture,
        Sound sound,
        Frames frames,
        Uplink uplink,
        @Nullable Recording recording,
        @Nullable Resumed resume,
        Host host) {

    record Order(String wanted, long revision) {}

    record Caution(
            String code,
            String sentence,
            String advice,
            @Nullable String fix,
            boolean retryable) {
        static Caution of(Fault fault) {
            return new Caution(
                    fault.code().word(),
                    fault.sentence(),
                    fault.advice(),
                    fault.fix().word(),
                    fault.retryable());
        }
    }

    record Destination(
            String service, String name, @Nullable String scheme, String host, int port, boolean keySet) {}

    record Rendition(
            String encoder, int width, int height, String rate, int videoBitsPerSecond, int audioBitsPerSecond) {}

    record Capture(
            String source,
            @Nullable String name,
            boolean delivering,
            @Nullable Integer width,
            @Nullable Integer height,
            @Nullable String rate,
            @Nullable String format) {}

    record Sound(
            String source,
            @Nullable String name,
            boolean delivering,
            @Nullable List<Double> levelDecibels,
            boolean muted) {}

    record Dropped(long capture, long encode, long uplink) {}

    record In(long encoder, long queue, long flight) {}

    record Frames(
            long captured,
            long surplus,
            long used,
            long repeated,
            long slate,
            long ticks,
            long encoded,
            long acknowledged,
            long resent,
            long unheard,
            long offAir,
            Dropped dropped,
            In in) {
        static Frames of(Books books) {
            return new Frames(
                    books.captured(),
                    books.surplus(),
                    books.used(),
                    books.repeated(),
                    books.slate(),
                    books.ticks(),
                    books.encoded(),
                    books.acknowledged(),
                    books.resent(),
                    books.unheard(),
                    books.offAir(),
                    new Dropped(books.droppedCapture(), books.droppedEncode(), books.droppedUplink()),
                    new In(books.inEncoder(), books.inQueue(), books.inFlight()));
        }
    }

    record Uplink(
            @Nullable Double backlogSeconds,
            @Nullable Long sentBitsPerSecond,
            @Nullable Long targetBitsPerSecond,
            @Nullable Long capacityBitsPerSecond,
            @Nullable Double rttSeconds,
            @Nullable Long sentPackets,
            @Nullable Long lostPackets,
            @Nullable Double lossRatio,
            long reconnects) {}

    record Resumed(String verdict, @Nullable Double ageSeconds, String sentence) {
        static @Nullable Resumed of(Resume resume) {
            Duration age = resume.age();
            return resume.verdict() == Resume.Verdict.NOT_WANTED
                    ? null
                    : new Resumed(resume.verdict().word(), age == null ? null : seconds(age), resume.sentence());
        }
    }

    record Recording(String id, boolean writing, double seconds, long bytes, long framesLost) {
        static @Nullable Recording of(RecordingReport report) {
            String session = report.session();
            return session == null
                    ? null
                    : new Recording(
                            session,
                            report.writing(),
                            tenth(report.millis() / 1000.0),
                            report.bytes(),
                            report.framesLost());
        }
    }

    record Host(
            @Nullable Double temperatureCelsius,
            @Nullable List<String> throttled,
            @Nullable Long diskFreeBytes) {
        static Host of(HostReading host) {
            List<String> causes = host.throttled() == null
                    ? null
                    : host.throttled().stream().map(HostReading.Cause::word).toList();
            return new Host(host.temperatureCelsius(), causes, host.diskFreeBytes());
        }
    }

    static ReportJson of(Report report) {
        Fault fault = report.fault();
        Gauges gauges = report.gauges();
        return new ReportJson(
                report.boot(),
                report.sequence(),
                report.at().truncatedTo(ChronoUnit.MILLIS).toString(),
                new Order(
                        report.status().order().wanted().word(),
                        report.status().order().revision()),
                report.status().state().word(),
                seconds(report.lasted()),
                report.onAir(),
                seconds(report.live()),
                fault == null ? null : Caution.of(fault),
                report.cautions().stream().map(Caution::of).toList(),
                destination(report),
                rendition(report.settings(), gauges),
                capture(report.settings(), gauges.capture()),
                sound(report.settings(), gauges.sound()),
                Frames.of(gauges.books()),
                uplink(gauges.uplink()),
                Recording.of(gauges.recording()),
                Resumed.of(report.resume()),
                Host.of(report.host()));
    }

    private static Destination destination(Report report) {
        Settings settings = report.settings();
        return new Destination(
                settings.serviceWord(),
                settings.destination().name(),
                settings.destination().scheme(),
                settings.destination().host(),
                settings.destination().port(),
                report.keySet());
    }

    /** What is in force while an encoder runs, else what would be. */
    private static Rendition rendition(Settings settings, Gauges gauges) {
        var running = gauges.rendition();
        if (running != null) {
            return new Rendition(
                    running.encoder(),
                    running.size().width(),
                    running.size().height(),
                    running.rate().toString(),
                    running.videoBitsPerSecond(),
                    running.audioBitsPerSecond());
        }
        return new Rendition(
                settings.encoder().name(),
                settings.capture().size().width(),
                settings.capture().size().height(),
                settings.capture().rate().toString(),
                settings.encoder().videoBitsPerSecond(),
                settings.encoder().audioBitsPerSecond());
    }

    private static Capture capture(Settings settings, Gauges.Capture capture) {
        var size = capture.size();
        var rate = capture.rate();
        return new Capture(
                settings.sourceWord(),
                capture.name(),
                capture.delivering(),
                size == null ? null : size.width(),
                size == null ? null : size.height(),
                rate == null ? null : rate.toString(),
                capture.format());
    }

    private static Sound sound(Settings settings, Gauges.Sound sound) {
        List<Double> level = sound.levelDecibels();
        return new Sound(
                settings.soundWord(),
                sound.name(),
                sound.delivering(),
                level == null ? null : level.stream().map(ReportJson::tenth).toList(),
                sound.muted());
    }

    private static Uplink uplink(Gauges.Uplink uplink) {
        var packets = uplink.packets();
        return new Uplink(
                uplink.backlogSeconds(),
                uplink.sentBitsPerSecond(),
                uplink.targetBitsPerSecond(),
                null,
                uplink.rttSeconds(),
                packets == null ? null : packets.sent(),
                packets == null ? null : packets.lost(),
                packets == null ? null : packets.lossRatio(),
                uplink.reconnectCount());
    }

    private static double seconds(Duration duration) {
        return tenth(duration.toMillis() / 1000.0);
    }

    private static double tenth(double value) {
        return Math.round(value * 10) / 10.0;
    }

    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
