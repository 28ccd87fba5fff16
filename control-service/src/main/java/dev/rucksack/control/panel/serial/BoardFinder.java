package dev.rucksack.control.panel.serial;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Finds the board's port: a configured path if it exists, else the serial port of a USB device with Adafruit's vendor
 * id. Reads the kernel's own books below {@code /sys/class/tty}, which costs a directory listing and wakes no device.
 *
 * <p>CircuitPython may offer two ports, the console and the data port; its names for their interfaces are
 * {@code CircuitPython CDC control} and {@code CircuitPython CDC2 control} (usb_cdc of its shared-module). The latter is
 * ours; without names the higher interface number is, as the console comes first.
 */
final class BoardFinder {

    /** Configured value that asks for a search. */
    static final String AUTO = "auto";

    /** Adafruit Industries in the USB vendor list. */
    private static final String ADAFRUIT = "239a";

    private static final Comparator<Candidate> DATA_PORT_LAST =
            Comparator.comparing(Candidate::data).thenComparing(Candidate::number);

    private final String configured;
    private final Path ttys;
    private final Path devices;

    /**
     * @param configured {@code auto} or a path
     * @param ttys {@code /sys/class/tty}
     * @param devices {@code /dev}
     */
    BoardFinder(String configured, Path ttys, Path devices) {
        this.configured = configured;
        this.ttys = ttys;
        this.devices = devices;
    }

    /** The path to open now, or nothing while there is no board. */
    Optional<Path> find() {
        if (!AUTO.equals(configured)) {
            return Optional.of(Path.of(configured)).filter(Files::exists);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(ttys, "tty{ACM,USB}*")) {
            return StreamSupport.stream(entries.spliterator(), false)
                    .flatMap(this::candidate)
                    .max(DATA_PORT_LAST)
                    .map(Candidate::node);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Stream<Candidate> candidate(Path tty) {
        try {
            // device -> the USB interface; its parent is the USB device
            Path usbInterface = tty.resolve("device").toRealPath();
            Path usbDevice = usbInterface.getParent();
            Path node = devices.resolve(tty.getFileName().toString());
            if (usbDevice == null || !ADAFRUIT.equals(read(usbDevice.resolve("idVendor"))) || !Files.exists(node)) {
                return Stream.empty();
            }
            String name = read(usbInterface.resolve("interface"));
            String number = read(usbInterface.resolve("bInterfaceNumber"));
            return Stream.of(new Candidate(node, name != null && name.contains("CDC2"), number == null ? "" : number));
        } catch (IOException e) {
            return Stream.empty();
        }
    }

    private static @Nullable String read(Path file) throws IOException {
        return Files.exists(file) ? Files.readString(file).strip() : null;
    }

    private record Candidate(Path node, boolean data, String number) {}
}
