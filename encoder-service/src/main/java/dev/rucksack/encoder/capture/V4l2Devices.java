package dev.rucksack.encoder.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which cameras there are, by {@code /sys/class/video4linux} and {@code /dev/v4l/by-id}: no process, no ioctl, cheap enough to
 * look twice a second.
 */
public final class V4l2Devices {

    /** Codecs and image processors of the Pi: video nodes, but never cameras ({@code /dev/video10} to {@code 31}). */
    private static final Pattern NO_CAMERA = Pattern.compile(
            "(?i)bcm2835-codec|bcm2835-isp|rpivid|rpi-?hevc|hevc-dec|pispbe|-dec\\b|-enc\\b|decoder|encoder|codec|m2m");

    private static final Pattern NODE = Pattern.compile("video(\\d+)");

    private final Path dev;
    private final Path sys;

    public V4l2Devices() {
        this(Path.of("/dev"), Path.of("/sys"));
    }

    V4l2Devices(Path dev, Path sys) {
        this.dev = dev;
        this.sys = sys;
    }

    /** By node number. */
    public List<CameraDevice> list() {
        Map<Path, String> stable = stableNames();
        var cameras = new ArrayList<CameraDevice>();
        for (Path entry : children(sys.resolve("class/video4linux"))) {
            Path node = dev.resolve(entry.getFileName().toString());
            String name = line(entry.resolve("name"));
            if (!NODE.matcher(entry.getFileName().toString()).matches()
                    || !Files.exists(node)
                    || NO_CAMERA.matcher(name).find()
                    || isSideNode(entry)) {
                continue;
            }
            String id = stable.getOrDefault(real(node), node.toString());
            cameras.add(new CameraDevice(id, pretty(name), node.toString()));
        }
        cameras.sort(Comparator.comparingInt(camera -> number(camera.path())));
        return cameras;
    }

    /** The device that the setting means now: {@code auto} is the first real one, on USB if there is one. */
    public Optional<CameraDevice> find(String setting) {
        List<CameraDevice> all = list();
        if (setting.equals("auto")) {
            Optional<CameraDevice> plugged =
                    all.stream().filter(camera -> camera.id().contains("by-id")).findFirst();
            return plugged.or(() -> all.stream().findFirst());
        }
        Path wanted = Path.of(setting);
        if (!Files.exists(wanted)) {
            return Optional.empty();
        }
        return all.stream()
                .filter(camera -> camera.id().equals(setting)
                        || real(Path.of(camera.path())).equals(real(wanted)))
                .findFirst()
                .or(() -> Optional.of(new CameraDevice(setting, setting, setting)));
    }

    /** Whether its driver knows of a signal. Receivers do; of a USB stick the computer sees only what it sends. */
    boolean knowsItsSignal(String path) {
        Path driver = sys.resolve("class/video4linux")
                .resolve(Path.of(path).getFileName())
                .resolve("device/driver");
        return Files.exists(driver) && !real(driver).endsWith("uvcvideo");
    }

    /** UVC devices have a second node for metadata, with index 1: it gives no pictures. */
    private static boolean isSideNode(Path entry) {
        String index = line(entry.resolve("index"));
        return !index.isEmpty() && !index.equals("0");
    }

    private Map<Path, String> stableNames() {
        var names = new HashMap<Path, String>();
        for (Path link : children(dev.resolve("v4l/by-id"))) {
            names.merge(real(link), link.toString(), (one, other) -> one.compareTo(other) <= 0 ? one : other);
        }
        return names;
    }

    /** "Cam Link 4K: Cam Link 4K" says it twice: the kernel joins function and device name. */
    private static String pretty(String name) {
        int colon = name.indexOf(": ");
        boolean twice = colon > 0 && name.substring(colon + 2).startsWith(name.substring(0, Math.min(colon, 8)));
        return twice ? name.substring(0, colon) : name;
    }

    private static int number(String path) {
        var node = NODE.matcher(Path.of(path).getFileName().toString());
        return node.matches() ? Integer.parseInt(node.group(1)) : Integer.MAX_VALUE;
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path;
        }
    }

    private static List<Path> children(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.sorted().toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String line(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "";
        }
    }
}
