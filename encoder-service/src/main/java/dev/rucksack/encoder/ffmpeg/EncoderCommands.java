package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.Rendition;
import java.util.ArrayList;
import java.util.List;

/** The command lines of both encoders: raw in, FLV out. Each option's reason is in the measurements behind the design. */
final class EncoderCommands {

    /** Seconds from one keyframe to the next: what Twitch and YouTube ask for. */
    private static final int GOP_SECONDS = 2;

    /** Below about 100 kb/s the Pi's hardware encoder hangs. */
    private static final int HARDWARE_FLOOR = 300_000;

    private EncoderCommands() {}

    static List<String> video(FfmpegProgram program, Rendition rendition, String in, String out) {
        var args = new ArrayList<String>(List.of(
                program.path(),
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "warning",
                "-probesize",
                "32",
                "-analyzeduration",
                "0",
                "-f",
                "rawvideo",
                "-pix_fmt",
                "yuv420p",
                "-s",
                rendition.size().toString(),
                "-r",
                rendition.rate().toString(),
                "-i",
                in));
        args.addAll(codec(rendition));
        args.addAll(program.passthrough());
        args.addAll(List.of("-bsf:v", "extract_extradata"));
        args.addAll(flv(out));
        return args;
    }

    private static List<String> codec(Rendition rendition) {
        int bits = rendition.videoBitsPerSecond();
        String gop = Long.toString(Math.round(GOP_SECONDS * rendition.rate().framesPerSecond()));
        if (rendition.encoder().equals("h264_v4l2m2m")) {
            return List.of(
                    "-c:v",
                    "h264_v4l2m2m",
                    "-pix_fmt",
                    "yuv420p",
                    "-b:v",
                    Integer.toString(Math.max(bits, HARDWARE_FLOOR)),
                    "-g",
                    gop,
                    "-bf",
                    "0");
        }
        String rate = Integer.toString(bits);
        return List.of(
                "-c:v",
                rendition.encoder(),
                "-preset",
                "ultrafast",
                "-tune",
                "zerolatency",
                "-pix_fmt",
                "yuv420p",
                "-b:v",
                rate,
                "-maxrate",
                rate,
                "-bufsize",
                rate,
                "-level",
                H264Level.of(rendition.size(), rendition.rate()),
                "-x264-params",
                "stitchable=1",
                "-bf",
                "0",
                "-g",
                gop);
    }

    /** Reads what {@link RawSound} makes. */
    static List<String> audio(FfmpegProgram program, int bitsPerSecond, String in, String out) {
        var args = new ArrayList<String>(List.of(
                program.path(),
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "warning",
                "-probesize",
                "32",
                "-analyzeduration",
                "0",
                "-f",
                "caf",
                "-i",
                in,
                "-c:a",
                "aac",
                "-b:a",
                Integer.toString(bitsPerSecond)));
        args.addAll(flv(out));
        return args;
    }

    private static List<String> flv(String out) {
        return List.of("-flush_packets", "1", "-flvflags", "no_duration_filesize", "-f", "flv", "-y", out);
    }

    /** A second of the encoder on a made-up picture, to nowhere. */
    static List<String> trial(FfmpegProgram program, Rendition rendition) {
        FrameRate rate = rendition.rate();
        var args = new ArrayList<String>(List.of(
                program.path(),
                "-hide_banner",
                "-nostdin",
                "-loglevel",
                "warning",
                "-f",
                "lavfi",
                "-i",
                "color=black:size=" + rendition.size() + ":rate=" + rate,
                "-t",
                "1"));
        args.addAll(codec(rendition));
        args.addAll(List.of("-progress", "pipe:1", "-f", "null", "-"));
        return args;
    }
}
