package dev.rucksack.encoder.settings;

import dev.rucksack.encoder.settings.Settings.Capture;
import dev.rucksack.encoder.settings.Settings.CaptureSource;
import dev.rucksack.encoder.settings.Settings.Destination;
import dev.rucksack.encoder.settings.Settings.Encoder;
import dev.rucksack.encoder.settings.Settings.Recording;
import dev.rucksack.encoder.settings.Settings.Service;
import dev.rucksack.encoder.settings.Settings.Slate;
import dev.rucksack.encoder.settings.Settings.Sound;
import dev.rucksack.encoder.settings.Settings.SoundSource;
import dev.rucksack.encoder.settings.Settings.When;
import dev.rucksack.encoder.settings.SettingsInvalidException.Violation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Settings as a tree of maps, the form of file and API, and the only place that knows each field's name and limits. */
public final class SettingsTree {

    private static final int MOST_DELAY = 2000;
    private static final double MOST_GAIN = 24;
    private static final double LEAST_GAIN = -60;
    /** The Pi's hardware encoder hangs below about 100 kb/s; 300 keeps clear of it (measured by others, field study). */
    private static final int LEAST_VIDEO = 300_000;

    private static final int MOST_VIDEO = 20_000_000;
    private static final int LEAST_AUDIO = 32_000;
    private static final int MOST_AUDIO = 320_000;
    private static final int MOST_KEPT_FREE = 10_000_000;

    private SettingsTree() {}

    /** The whole tree, every field in its documented order. */
    public static Map<String, Object> of(Settings settings) {
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("capture", capture(settings.capture()));
        tree.put("sound", sound(settings.sound()));
        Encoder encoder = settings.encoder();
        tree.put(
                "encoder",
                ordered(
                        "name", encoder.name(),
                        "videoBitsPerSecond", encoder.videoBitsPerSecond(),
                        "audioBitsPerSecond", encoder.audioBitsPerSecond()));
        Destination destination = settings.destination();
        tree.put("destination", ordered("service", Settings.word(destination.service()), "url", destination.url()));
        tree.put("slate", ordered("picture", settings.slate().picture()));
        Recording recording = settings.recording();
        tree.put(
                "recording",
                ordered(
                        "when", Settings.word(recording.when()),
                        "keepFreeMegabytes", recording.keepFreeMegabytes()));
        return tree;
    }

    private static Map<String, Object> capture(Capture capture) {
        return ordered(
                "source", Settings.word(capture.source()),
                "device", capture.device(),
                "format", capture.format(),
                "width", capture.size().width(),
                "height", capture.size().height(),
                "rate", capture.rate().toString(),
                "picture", capture.picture(),
                "frozenIsLost", capture.frozenIsLost());
    }

    private static Map<String, Object> sound(Sound sound) {
        return ordered(
                "source", Settings.word(sound.source()),
                "device", sound.device(),
                "format", sound.format(),
                "delayMillis", sound.delayMillis(),
                "gainDecibels", sound.gainDecibels(),
                "mute", sound.mute(),
                "tone", sound.tone());
    }

    /**
     * {@code base} with the fields of {@code patch}, which is any part of the tree.
     *
     * @throws SettingsInvalidException naming every field that is unknown, of the wrong type or out of its limits
     */
    public static Settings merge(Settings base, Map<?, ?> patch) throws SettingsInvalidException {
        List<Violation> violations = new ArrayList<>();
        SettingsFields root = new SettingsFields("", patch, violations);
        Capture capture = capture(base.capture(), root.section("capture"));
        Settings merged = new Settings(
                capture,
                sound(base.sound(), root.section("sound"), capture.source() == CaptureSource.FILE),
                encoder(base.encoder(), root.section("encoder")),
                destination(base.destination(), root.section("destination")),
                slate(base.slate(), root.section("slate")),
                recording(base.recording(), root.section("recording")));
        root.rejectUnknown();
        if (!violations.isEmpty()) {
            throw new SettingsInvalidException(violations);
        }
        return merged;
    }

    private static Capture capture(Capture base, SettingsFields fields) {
        CaptureSource source = fields.choice("source", base.source(), CaptureSource.values());
        // A device belongs to its source: whoever changes the source without naming a device means any.
        String device = fields.text("device", source == base.source() ? base.device() : "auto");
        Capture capture = new Capture(
                source,
                device,
                fields.text("format", source == base.source() ? base.format() : "auto"),
                fields.size("width", "height", base.size()),
                fields.rate("rate", base.rate()),
                fields.line("picture", base.picture()),
                // so does this: a test picture has no noise
                fields.flag(
                        "frozenIsLost", source == base.source() ? base.frozenIsLost() : Capture.frozenIsLost(source)));
        fields.formatOf(source, capture.format());
        fields.addressOf(source == CaptureSource.FILE, source == CaptureSource.URL, device);
        fields.rejectUnknown();
        return capture;
    }

    private static Sound sound(Sound base, SettingsFields fields, boolean cameraIsFile) {
        SoundSource source = fields.choice("source", base.source(), SoundSource.values());
        String device = fields.text("device", source == base.source() ? base.device() : "auto");
        Sound sound = new Sound(
                source,
                device,
                fields.text("format", source == base.source() ? base.format() : "auto"),
                fields.whole("delayMillis", base.delayMillis(), 0, MOST_DELAY, "milliseconds"),
                fields.number("gainDecibels", base.gainDecibels(), LEAST_GAIN, MOST_GAIN, "decibels"),
                fields.flag("mute", base.mute()),
                fields.line("tone", base.tone()));
        // A file as the camera brings its own sound.
        fields.addressOf(source == SoundSource.FILE && !cameraIsFile, source == SoundSource.URL, device);
        fields.rejectUnknown();
        return sound;
    }

    private static Encoder encoder(Encoder base, SettingsFields fields) {
        Encoder encoder = new Encoder(
                fields.oneOf("name", base.name(), List.of("auto", "libx264", "h264_v4l2m2m")),
                fields.whole("videoBitsPerSecond", base.videoBitsPerSecond(), LEAST_VIDEO, MOST_VIDEO, "bits a second"),
                fields.whole(
                        "audioBitsPerSecond", base.audioBitsPerSecond(), LEAST_AUDIO, MOST_AUDIO, "bits a second"));
        fields.rejectUnknown();
        return encoder;
    }

    private static Destination destination(Destination base, SettingsFields fields) {
        Service service = fields.choice("service", base.service(), Service.values());
        Destination destination = new Destination(service, fields.line("url", base.url()));
        fields.ingestUrl(service, destination.url());
        fields.rejectUnknown();
        return destination;
    }

    private static Slate slate(Slate base, SettingsFields fields) {
        Slate slate = new Slate(fields.line("picture", base.picture()));
        fields.slateOf(slate.picture());
        fields.rejectUnknown();
        return slate;
    }

    private static Recording recording(Recording base, SettingsFields fields) {
        Recording recording = new Recording(
                fields.choice("when", base.when(), When.values()),
                fields.whole(
                        "keepFreeMegabytes",
                        base.keepFreeMegabytes(),
                        0,
                        MOST_KEPT_FREE,
                        "megabytes (0 for the usual)"));
        fields.rejectUnknown();
        return recording;
    }

    private static Map<String, Object> ordered(Object... namesAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            map.put((String) namesAndValues[i], namesAndValues[i + 1]);
        }
        return map;
    }
}
