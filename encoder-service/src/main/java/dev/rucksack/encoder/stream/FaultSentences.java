package dev.rucksack.encoder.stream;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The table of what is said to people about faults, one instance per language. */
final class FaultSentences {

    /** A sentence and its advice; names in braces, with a capital where a sentence begins with one. */
    record Text(String sentence, String advice) {}

    static final FaultSentences ENGLISH = new FaultSentences(english());

    private static final Pattern NAME = Pattern.compile("\\{(\\w+)}");

    /** What stands for a name that nobody gave. */
    private static final Map<String, String> GENERAL = Map.of(
            "service", "the ingest",
            "link", "a link",
            "mode", "this format",
            "n", "its",
            "file", "settings.yaml",
            "encoder", "the encoder");

    private final Map<FaultCode, Text> texts;

    private FaultSentences(Map<FaultCode, Text> texts) {
        this.texts = texts;
    }

    Text text(FaultCode code) {
        Text text = texts.get(code);
        if (text == null) {
            throw new IllegalStateException("no sentence for " + code);
        }
        return text;
    }

    static String fill(String pattern, Map<String, String> names) {
        Matcher matcher = NAME.matcher(pattern);
        StringBuilder filled = new StringBuilder();
        while (matcher.find()) {
            String name = matcher.group(1);
            String key = name.toLowerCase(Locale.ROOT);
            String value = names.getOrDefault(key, GENERAL.getOrDefault(key, ""));
            matcher.appendReplacement(filled, Matcher.quoteReplacement(key.equals(name) ? value : capital(value)));
        }
        return matcher.appendTail(filled).toString();
    }

    private static String capital(String value) {
        return value.isEmpty() ? value : value.substring(0, 1).toUpperCase(Locale.ROOT) + value.substring(1);
    }

    private static Map<FaultCode, Text> english() {
        Map<FaultCode, Text> table = new EnumMap<>(FaultCode.class);
        table.put(
                FaultCode.CAMERA_MISSING,
                new Text("No camera. Viewers see the slate.", "Check the HDMI plug and the stick."));
        table.put(
                FaultCode.CAMERA_BUSY,
                new Text("Another program holds the camera.", "Unplug the stick and plug it in again."));
        table.put(
                FaultCode.CAMERA_NO_SIGNAL,
                new Text("The camera gives no signal. Viewers see the slate.", "Switch it on; check the HDMI plug."));
        table.put(
                FaultCode.CAMERA_FROZEN,
                new Text(
                        "The camera sends a still picture. Viewers see the slate.",
                        "Check the HDMI plug, or allow stills in Settings."));
        table.put(FaultCode.FORMAT_REFUSED, new Text("The camera cannot give {mode}.", "Choose 30 frames or 720p."));
        table.put(
                FaultCode.NO_AUDIO_DEVICE,
                new Text("No microphone. Viewers hear silence.", "Plug it in or choose another."));
        table.put(
                FaultCode.ENCODER_TOO_SLOW,
                new Text("The pack is too slow for this picture and loses frames.", "Choose 720p or 30 frames."));
        table.put(
                FaultCode.INGEST_UNREACHABLE,
                new Text("The links work, {service} does not answer. Trying again.", "Nothing to do yet."));
        table.put(FaultCode.INGEST_REFUSED_KEY, new Text("{Service} refused the stream key.", "Change the key."));
        table.put(
                FaultCode.INGEST_DROPPED,
                new Text(
                        "{Service} hung up. Coming back by itself.", "If it repeats: is someone else using this key?"));
        table.put(FaultCode.LINK_DOWN, new Text("No link. Viewers wait; the recording goes on.", "Nothing to do yet."));
        table.put(
                FaultCode.CAPTIVE_PORTAL,
                new Text("{Link} wants a sign-in page.", "Open it on that phone, or unplug this link."));
        table.put(
                FaultCode.DATA_CAP,
                new Text("{Link} has used {n} GB and rests.", "Raise the cap or go on without it."));
        table.put(
                FaultCode.SPEEDIFY_SIGNED_OUT, new Text("Speedify is signed out; only one link carries.", "Sign in."));
        table.put(
                FaultCode.DISK_FULL,
                new Text("The disk is full. The stream goes on, the recording has stopped.", "Delete recordings."));
        table.put(
                FaultCode.RECORDING_FAILED,
                new Text("The disk takes no recording. The stream goes on.", "Check the disk, or the card."));
        table.put(FaultCode.TOO_HOT, new Text("Too hot: {n} °C, slowing down.", "Open the pack, find shade."));
        table.put(
                FaultCode.UNDER_VOLTAGE,
                new Text("Too little power; the pack may switch off.", "Change the battery or the cable."));
        table.put(FaultCode.KEY_NOT_SET, new Text("No stream key yet.", "Put it in."));
        table.put(
                FaultCode.CERTIFICATE_REFUSED,
                new Text(
                        "{Service} does not prove who it is. Nothing was sent. Trying again.",
                        "Check the address, and whether a link wants a sign-in page."));
        table.put(
                FaultCode.CLOCK_NOT_SET,
                new Text("The pack does not know the time yet.", "Nothing to do yet: a link brings the time."));
        table.put(
                FaultCode.SETTINGS_UNREADABLE,
                new Text(
                        "The settings in {file} cannot be read; first settings are in force. Your file is kept.",
                        "Set it up again on the page."));
        table.put(
                FaultCode.ENCODER_UNAVAILABLE,
                new Text("{Encoder} does not work here. Trying again.", "Choose another encoder, or auto."));
        return Map.copyOf(table);
    }
}
