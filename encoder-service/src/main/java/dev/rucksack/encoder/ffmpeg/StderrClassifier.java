package dev.rucksack.encoder.ffmpeg;

import dev.rucksack.encoder.stream.FaultCode;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ffmpeg's last words mean. Wordings are ffmpeg's own (libavdevice/v4l2.c, alsa.c, fftools) and the C library's
 * errno texts, recorded from 4.4.1 and 5.1.9.
 */
public final class StderrClassifier {

    private record Rule(Pattern words, FaultCode fault) {
        Rule(String words, FaultCode fault) {
            this(Pattern.compile(words, Pattern.CASE_INSENSITIVE), fault);
        }
    }

    private static final List<Rule> CAMERA = List.of(
            new Rule("Device or resource busy", FaultCode.CAMERA_BUSY),
            new Rule(
                    "Cannot find a proper format|pixel format .* (is )?not|Inappropriate ioctl|VIDIOC_S_FMT"
                            + "|Not a video capture device|The V4L2 driver changed the video|Unknown input format"
                            + "|does not contain any stream|Could not find codec parameters|Invalid data found"
                            + "|The driver does not permit changing the time per frame|Invalid argument",
                    FaultCode.FORMAT_REFUSED),
            new Rule(
                    "Cannot open video device|No such file or directory|No such device|Connection refused"
                            + "|Input/output error|VIDIOC_DQBUF|Connection timed out|Immediate exit|End of file"
                            + "|Network is unreachable|No route to host|Failed to resolve|Connection reset|Broken pipe",
                    FaultCode.CAMERA_MISSING));

    private static final List<Rule> SOUND = List.of(new Rule(
            "cannot open audio device|No such file or directory|No such device|Device or resource busy"
                    + "|cannot set (channel count|sample rate|sample format|access type)|Input/output error"
                    + "|Connection refused|does not contain any stream|Invalid data found|Unknown input format"
                    + "|Unknown PCM|matches no streams",
            FaultCode.NO_AUDIO_DEVICE));

    private static final List<Rule> ENCODER = List.of(new Rule(
            "Unknown encoder|Error while opening encoder|Error initializing output stream|Could not find a valid device"
                    + "|can't configure encoder|VIDIOC_|Error setting option|Unable to open encoder"
                    + "|Error while opening the encoder",
            FaultCode.ENCODER_UNAVAILABLE));

    /** Said for each buffer that is no frame of the form agreed upon: the signal is away, or has another form. */
    private static final Pattern NO_FRAME =
            Pattern.compile("Dequeued v4l2 buffer contains|ioctl\\(VIDIOC_(DQBUF|QBUF)\\)");

    private StderrClassifier() {}

    /** Whether this line of a capture process says that the driver gave no whole frame. */
    public static boolean noFrame(String line) {
        return NO_FRAME.matcher(line).find();
    }

    /** Of a capture process: camera missing, camera busy, format refused, or null. */
    public static @Nullable FaultCode camera(List<String> lastWords) {
        return classify(CAMERA, lastWords);
    }

    /** Of a microphone's process: no audio device, or null. */
    public static @Nullable FaultCode sound(List<String> lastWords) {
        return classify(SOUND, lastWords);
    }

    /** Of an encoder: encoder unavailable, or null. */
    public static @Nullable FaultCode encoder(List<String> lastWords) {
        return classify(ENCODER, lastWords);
    }

    private static @Nullable FaultCode classify(List<Rule> rules, List<String> lines) {
        for (Rule rule : rules) {
            for (String line : lines) {
                if (rule.words().matcher(line).find()) {
                    return rule.fault();
                }
            }
        }
        return null;
    }
}
