package dev.rucksack.encoder.settings;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import java.util.Locale;

/** Everything a person chooses, but for the key. Every value has been checked; see {@link SettingsTree} for the limits. */
public record Settings(
        Capture capture, Sound sound, Encoder encoder, Destination destination, Slate slate, Recording recording) {

    /** What a pack has before anybody chose anything. */
    public static final Settings DEFAULTS = new Settings(
            new Capture(CaptureSource.V4L2, "auto", "auto", new PictureSize(1280, 720), FrameRate.of(30), "", true),
            new Sound(SoundSource.ALSA, "auto", "auto", 0, 0, false, ""),
            new Encoder("auto", 3_000_000, 96_000),
            new Destination(Service.TWITCH, ""),
            Slate.BUILT_IN,
            new Recording(When.LIVE, 0));

    public enum CaptureSource {
        V4L2,
        FILE,
        URL,
        TEST
    }

    public enum SoundSource {
        ALSA,
        FILE,
        URL,
        TEST,
        NONE
    }

    /** When it is recorded. */
    public enum When {
        /** From the order to go live to the order to stop, whatever becomes of the connection. */
        LIVE,
        /** Always, streaming or not. */
        ALWAYS,
        NEVER
    }

    public enum Service {
        TWITCH,
        YOUTUBE,
        CUSTOM
    }

    /**
     * @param device {@code auto}, a path, or a URL
     * @param format pixel format of a camera, ffmpeg's demuxer name of a URL, or {@code auto}
     * @param size the size of the stream, whatever the camera gives
     * @param rate the stream's frames a second, whatever the camera gives
     * @param picture lavfi graph in place of the built-in test picture, or empty
     * @param frozenIsLost whether a camera whose picture stands still for two seconds counts as gone
     */
    public record Capture(
            CaptureSource source,
            String device,
            String format,
            PictureSize size,
            FrameRate rate,
            String picture,
            boolean frozenIsLost) {

        /** Whether a source without noise would be taken for frozen: what nobody has chosen follows from the source. */
        static boolean frozenIsLost(CaptureSource source) {
            return source == CaptureSource.V4L2;
        }
    }

    /**
     * @param delayMillis how much later than it came the sound goes out
     * @param tone lavfi graph in place of the built-in test tone, or empty
     */
    public record Sound(
            SoundSource source,
            String device,
            String format,
            int delayMillis,
            double gainDecibels,
            boolean mute,
            String tone) {

        /** Whether {@code other} needs the same microphone process: what differs is mixed by the sound clock. */
        public boolean sameMicrophone(Sound other) {
            return source == other.source
                    && device.equals(other.device)
                    && format.equals(other.format)
                    && tone.equals(other.tone);
        }
    }

    /** @param name {@code auto}, {@code libx264} or {@code h264_v4l2m2m} */
    public record Encoder(String name, int videoBitsPerSecond, int audioBitsPerSecond) {}

    /** @param url where to, without the key; empty unless the service is custom */
    public record Destination(Service service, String url) {

        /** How people call the service. */
        public String name() {
            return dev.rucksack.encoder.uplink.Destination.Service.valueOf(service.name())
                    .title();
        }

        /** What stands in the middle of a sentence about it. */
        public String spoken() {
            return service == Service.CUSTOM ? name().toLowerCase(Locale.ROOT) : name();
        }

        /** How it is reached. */
        public String scheme() {
            return parsed().scheme().word();
        }

        /** Which server it is on. */
        public String host() {
            return parsed().host();
        }

        /** At which port, its protocol's own where the address names none. */
        public int port() {
            return parsed().port();
        }

        private dev.rucksack.encoder.uplink.Destination parsed() {
            return dev.rucksack.encoder.uplink.Destination.of(word(service), url);
        }
    }

    /** @param picture name of the operator's own slate in the encoder's home, empty for the built-in one */
    public record Slate(String picture) {

        public static final Slate BUILT_IN = new Slate("");
    }

    /** @param keepFreeMegabytes how much of the disk stays free; 0 for what is usual */
    public record Recording(When when, int keepFreeMegabytes) {

        public long keepFreeBytes() {
            return keepFreeMegabytes * 1_000_000L;
        }
    }

    /** The word of an enum in file and API. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    public String sourceWord() {
        return word(capture.source);
    }

    public String soundWord() {
        return word(sound.source);
    }

    public String serviceWord() {
        return word(destination.service);
    }

    /** Whether changing from these settings to {@code next} asks nothing of a running stream but mixing, or of its recording. */
    public boolean differsOnlyInMixing(Settings next) {
        return capture.equals(next.capture)
                && encoder.equals(next.encoder)
                && destination.equals(next.destination)
                && sound.sameMicrophone(next.sound);
    }
}
