package dev.rucksack.encoder.settings;

import dev.rucksack.encoder.frame.FrameRate;
import dev.rucksack.encoder.frame.PictureSize;
import dev.rucksack.encoder.settings.Settings.CaptureSource;
import dev.rucksack.encoder.settings.Settings.Service;
import dev.rucksack.encoder.settings.SettingsInvalidException.Violation;
import dev.rucksack.encoder.uplink.Destination;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields of one section and notes what is wrong, one sentence for each field. */
final class SettingsFields {

    /** The pool of frames and the slate must fit into the image's direct memory of 96 MB: of 4K they are 174. */
    private static final int MOST_PIXELS = 2560 * 1440;

    private static final int LONGEST_TEXT = 1000;
    private static final List<String> CAMERA_FORMATS = List.of("auto", "yuyv422", "nv12", "mjpeg");

    private final String path;
    private final Map<?, ?> tree;
    private final List<Violation> violations;
    private final Set<String> known = new HashSet<>();

    SettingsFields(String path, Map<?, ?> tree, List<Violation> violations) {
        this.path = path;
        this.tree = tree;
        this.violations = violations;
    }

    SettingsFields section(String name) {
        Object value = get(name);
        if (value == null || value instanceof Map<?, ?>) {
            return new SettingsFields(path(name), value == null ? Map.of() : (Map<?, ?>) value, violations);
        }
        wrong(name, "This is a group of settings; give its fields.");
        return new SettingsFields(path(name), Map.of(), violations);
    }

    void rejectUnknown() {
        for (Object key : tree.keySet()) {
            if (!known.contains(String.valueOf(key))) {
                String name = String.valueOf(key);
                wrong(name.length() > 60 ? name.substring(0, 60) : name, "There is no such setting.");
            }
        }
    }

    /** Text of one line that is not empty. */
    String text(String name, String present) {
        String text = line(name, present);
        if (text.isEmpty()) {
            wrong(name, "Write auto, or name one.");
        }
        return text;
    }

    /** Text of one line, maybe empty. */
    String line(String name, String present) {
        Object value = get(name);
        if (value == null) {
            return present;
        }
        if (!(value instanceof String text)) {
            return wrong(name, "Write it as text.", present);
        }
        String line = text.strip();
        if (line.length() > LONGEST_TEXT || line.chars().anyMatch(Character::isISOControl)) {
            return wrong(name, "Write it on one line of at most " + LONGEST_TEXT + " characters.", present);
        }
        return line;
    }

    boolean flag(String name, boolean present) {
        Object value = get(name);
        if (value == null || value instanceof Boolean) {
            return value == null ? present : (Boolean) value;
        }
        return wrong(name, "Write true or false.", present);
    }

    int whole(String name, int present, int least, int most, String unit) {
        return (int) number(name, present, least, most, unit, true);
    }

    double number(String name, double present, double least, double most, String unit) {
        return number(name, present, least, most, unit, false);
    }

    private double number(String name, double present, double least, double most, String unit, boolean whole) {
        Object value = get(name);
        if (value == null) {
            return present;
        }
        String range = plain(least) + " to " + plain(most) + " " + unit;
        if (!(value instanceof Number number)) {
            return wrong(name, "Write a number from " + range + ".", present);
        }
        double amount = number.doubleValue();
        if (!(amount >= least && amount <= most) || whole && amount != Math.rint(amount)) {
            return wrong(name, "Choose " + (whole ? "a whole number from " : "") + range + ".", present);
        }
        return amount;
    }

    <E extends Enum<E>> E choice(String name, E present, E[] values) {
        List<String> words = Arrays.stream(values).map(Settings::word).toList();
        String word = oneOf(name, Settings.word(present), words);
        return values[words.indexOf(word)];
    }

    String oneOf(String name, String present, List<String> words) {
        Object value = get(name);
        if (value == null) {
            return present;
        }
        if (value instanceof String text && words.contains(text.strip().toLowerCase(Locale.ROOT))) {
            return text.strip().toLowerCase(Locale.ROOT);
        }
        return wrong(name, "Choose one of " + String.join(", ", words) + ".", present);
    }

    PictureSize size(String width, String height, PictureSize present) {
        int before = violations.size();
        int wide = whole(width, present.width(), 0, 99_999, "pixels");
        int high = whole(height, present.height(), 0, 99_999, "pixels");
        if (violations.size() > before) {
            return present;
        }
        return told(
                tree.containsKey(height) && !tree.containsKey(width) ? height : width,
                present,
                () -> fitting(new PictureSize(wide, high)));
    }

    private static PictureSize fitting(PictureSize size) {
        if (size.pixels() > MOST_PIXELS) {
            throw new IllegalArgumentException(
                    "The picture is " + size.width() + " × " + size.height() + ". Choose at most 2560 × 1440.");
        }
        return size;
    }

    FrameRate rate(String name, FrameRate present) {
        Object value = get(name);
        if (value == null) {
            return present;
        }
        // People write 30 without quotes, in YAML as in JSON.
        if (value instanceof Number || value instanceof String) {
            return told(name, present, () -> FrameRate.parse(value.toString()));
        }
        return wrong(name, "Write the frame rate as 30, 30000/1001 or 29.97.", present);
    }

    void formatOf(CaptureSource source, String format) {
        if (source == CaptureSource.V4L2 && !CAMERA_FORMATS.contains(format)) {
            wrong("format", "Choose one of " + String.join(", ", CAMERA_FORMATS) + ".");
        }
    }

    void addressOf(boolean file, boolean url, String device) {
        if (file && device.equals("auto")) {
            wrong("device", "Name the file.");
        } else if (url && !device.matches("[a-z][a-z0-9+.-]*:.+")) {
            wrong("device", "Write the address with its beginning, such as rtsp://camera/stream.");
        } else if (device.startsWith("-")) {
            wrong("device", "A device does not begin with a dash.");
        }
    }

    void slateOf(String picture) {
        if (!picture.isEmpty() && !SlatePicture.isName(picture)) {
            wrong("picture", "Upload a picture, or leave it empty for the built-in slate.");
        }
    }

    void ingestUrl(Service service, String url) {
        told("url", url, () -> Destination.of(Settings.word(service), url).url());
    }

    private <T> T told(String name, T present, Supplier<T> value) {
        try {
            return value.get();
        } catch (IllegalArgumentException | ArithmeticException e) {
            String sentence = e.getMessage();
            return wrong(name, sentence == null ? "This cannot be." : sentence, present);
        }
    }

    private @Nullable Object get(String name) {
        known.add(name);
        Object value = tree.get(name);
        if (value == null && tree.containsKey(name)) {
            wrong(name, "Give it a value, or leave it out.");
        }
        return value;
    }

    private <T> T wrong(String name, String detail, T present) {
        wrong(name, detail);
        return present;
    }

    private void wrong(String name, String detail) {
        String field = path(name);
        // A field is named once, with what is wrong first.
        Set<String> named = violations.stream().map(Violation::field).collect(Collectors.toSet());
        if (!named.contains(field)) {
            violations.add(new Violation(field, detail));
        }
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
