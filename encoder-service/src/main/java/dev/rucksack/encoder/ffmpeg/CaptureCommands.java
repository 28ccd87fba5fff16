package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The command lines of everything that captures. */
public final class CaptureCommands {

    /** Read at once what is there: raw streams name their form in their header, there is nothing to find out. */
    private static final List<String> NO_PROBING = List.of("-probesize", "32", "-analyzeduration", "0");

    private static final Set<String> RAW = Set.of("yuv4mpegpipe", "rawvideo", "yuyv422", "uyvy422", "nv12", "yuv420p");

    /** Square pixels, in the form that both encoders take. */
    private static final String PLAIN = ",setsar=1,format=yuv420p";

    private CaptureCommands() {}

    /** A V4L2 device in one form; an empty format or a null size leaves the choice to the driver. */
    public static List<String> v4l2(String device, String format, @Nullable PictureSize size, FrameRate rate) {
        var args = new ArrayList<String>(List.of("-f", "v4l2"));
        if (!format.isEmpty()) {
            args.addAll(List.of("-input_format", format));
        }
        if (size != null) {
            args.addAll(List.of("-video_size", size.toString()));
        }
        args.addAll(List.of("-framerate", rate.toString(), "-threads", "1", "-i", device));
        return args;
    }

    /** An ALSA device, 48 kHz stereo, timed by arrival. */
    public static List<String> alsa(String device) {
        return List.of(
                "-f", "alsa", "-thread_queue_size", "512", "-sample_rate", "48000", "-channels", "2", "-i", device);
    }

    /** A file, again and again, in real time. */
    public static List<String> file(String path) {
        return List.of("-re", "-stream_loop", "-1", "-i", path);
    }

    /** Pictures from an address. {@code format} is a demuxer's name or empty. */
    public static List<String> pictureUrl(String url, String format) {
        var args = new ArrayList<String>(List.of("-fflags", "nobuffer", "-flags", "low_delay", "-threads", "1"));
        if (!format.isEmpty()) {
            args.addAll(List.of("-f", format));
        }
        if (format.equals("yuv4mpegpipe") || format.equals("rawvideo")) {
            args.addAll(NO_PROBING);
        }
        if (url.startsWith("rtsp:")) {
            args.addAll(List.of("-rtsp_transport", "tcp"));
        }
        args.addAll(List.of("-i", url));
        return args;
    }

    /** Sound from an address. Raw samples are taken as 48 kHz stereo. */
    public static List<String> soundUrl(String url, String format) {
        var args = new ArrayList<String>(List.of("-fflags", "nobuffer"));
        if (!format.isEmpty()) {
            args.addAll(List.of("-f", format));
        }
        if (format.equals("s16le")) {
            args.addAll(List.of("-ar", "48000", "-ac", "2"));
            args.addAll(NO_PROBING);
        }
        args.addAll(List.of("-i", url));
        return args;
    }

    /** A lavfi graph in real time; what it names decides whether it is picture or tone. */
    public static List<String> lavfi(String graph) {
        return List.of("-re", "-f", "lavfi", "-i", graph);
    }

    /**
     * Whether the size of its pictures is what it was at the first one, as long as it is open: raw ones. Compressed ones say theirs
     * each, and the muxer takes every picture for as large as the first, so those get bars from the start.
     */
    public static boolean steady(List<String> input) {
        return RAW.contains(after("-input_format", input)) || RAW.contains(after("-f", input));
    }

    private static String after(String option, List<String> input) {
        int at = input.indexOf(option);
        return at < 0 ? "" : input.get(at + 1);
    }

    /** The built-in test picture. */
    public static String testPicture(PictureSize size, FrameRate rate) {
        return "testsrc2=size=" + size + ":rate=" + rate;
    }

    /** The built-in test tone: a quiet 440 Hz that beeps each second. */
    public static String testTone() {
        return "sine=frequency=440:beep_factor=4:sample_rate=48000,volume=0.3";
    }

    /** One picture out of a file of known kind; the kind is named, so that a file that only looks like one opens nothing else. */
    static List<String> still(FfmpegProgram program, String file, PictureSize size) {
        return List.of(
                program.path(),
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "warning",
                "-max_pixels",
                "50000000",
                "-f",
                file.endsWith(".png") ? "png_pipe" : "jpeg_pipe",
                "-i",
                "file:" + file,
                "-frames:v",
                "1",
                "-vf",
                fit(size),
                "-f",
                "rawvideo",
                "pipe:1");
    }

    /** What the device's formats are asked with. */
    static List<String> listFormats(FfmpegProgram program, String device) {
        return List.of(program.path(), "-hide_banner", "-nostdin", "-f", "v4l2", "-list_formats", "all", "-i", device);
    }

    static List<String> command(
            FfmpegProgram program,
            List<String> input,
            CaptureProcess.Wanted wanted,
            @Nullable String pictures,
            @Nullable String sound) {
        var args = new ArrayList<String>(
                List.of(program.path(), "-hide_banner", "-nostdin", "-nostats", "-loglevel", "info"));
        args.addAll(input);
        PictureSize size = wanted.size();
        if (pictures != null && size != null) {
            args.addAll(List.of("-map", "0:v:0", "-vf", wanted.bars() ? fit(size) : fitOneSide(size)));
            args.addAll(program.passthrough());
            // Measured, beep against flash: without the flush the end of each frame waits for the next one (33 ms);
            // since
            // 5.1 ffmpeg "encodes" raw video on several threads, one frame later for each (34 to 68 ms). With both, 1
            // ms.
            // In its own time base, a thirtieth of a second, two frames of an uneven camera would have one time
            args.addAll(List.of("-threads", "1", "-flush_packets", "1", "-enc_time_base", "1:1000000"));
            args.addAll(List.of("-f", "yuv4mpegpipe", "-y", pictures));
        }
        if (sound != null) {
            args.addAll(List.of(
                    "-map",
                    "0:a:0",
                    "-ar",
                    "48000",
                    "-ac",
                    "2",
                    "-c:a",
                    "pcm_s16le",
                    "-flush_packets",
                    "1",
                    "-f",
                    "s16le",
                    "-y",
                    sound));
        }
        return args;
    }

    /** One size whatever comes: bars where the shape differs. Copies each picture that nothing else had to change. */
    private static String fit(PictureSize size) {
        return scaled(size) + ",pad=w=" + size.width() + ":h=" + size.height() + ":x=-1:y=-1" + PLAIN;
    }

    /** The same for pictures of the right shape; of others one side is too short. */
    private static String fitOneSide(PictureSize size) {
        return scaled(size) + PLAIN;
    }

    private static String scaled(PictureSize size) {
        return "scale=w=" + size.width() + ":h=" + size.height() + ":force_original_aspect_ratio=decrease";
    }
}
