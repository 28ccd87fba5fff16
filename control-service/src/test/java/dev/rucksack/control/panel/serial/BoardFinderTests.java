package dev.rucksack.control.panel.serial;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against a tree of the shape that Linux gives {@code /sys/class/tty} for USB serial ports. */
class BoardFinderTests {

    @TempDir
    Path root;

    private Path ttys;
    private Path dev;

    @BeforeEach
    void trees() throws IOException {
        ttys = Files.createDirectories(root.resolve("sys/class/tty"));
        dev = Files.createDirectories(root.resolve("dev"));
    }

    @Test
    void findsNothingWithoutABoard() throws IOException {
        plug("ttyUSB0", "1-1", "00", "0403", null);
        Files.createDirectories(ttys.resolve("tty0"));
        assertThat(finder("auto").find()).isEmpty();
    }

    @Test
    void findsNothingWhereTheKernelKeepsNoBooks() {
        assertThat(new BoardFinder("auto", root.resolve("none"), dev).find()).isEmpty();
    }

    @Test
    void findsTheBoardByItsVendor() throws IOException {
        plug("ttyACM0", "1-1", "00", "1b4f", null);
        plug("ttyACM3", "1-2", "00", "239a", "CircuitPython CDC control");
        assertThat(finder("auto").find()).contains(dev.resolve("ttyACM3"));
    }

    @Test
    void takesTheDataPortAndNotTheConsole() throws IOException {
        plug("ttyACM1", "1-2", "02", "239a", "CircuitPython CDC2 control");
        plug("ttyACM2", "1-2", "00", "239a", "CircuitPython CDC control");
        assertThat(finder("auto").find()).contains(dev.resolve("ttyACM1"));
    }

    @Test
    void takesTheHigherInterfaceWhereTheyHaveNoNames() throws IOException {
        plug("ttyACM1", "1-2", "02", "239a", null);
        plug("ttyACM0", "1-2", "00", "239a", null);
        assertThat(finder("auto").find()).contains(dev.resolve("ttyACM1"));
    }

    @Test
    void followsARenumberedBoard() throws IOException {
        plug("ttyACM0", "1-2", "00", "239a", null);
        assertThat(finder("auto").find()).contains(dev.resolve("ttyACM0"));
        Files.delete(dev.resolve("ttyACM0"));
        assertThat(finder("auto").find()).isEmpty();
        plug("ttyACM1", "1-3", "00", "239a", null);
        assertThat(finder("auto").find()).contains(dev.resolve("ttyACM1"));
    }

    @Test
    void aConfiguredPathIsTakenAsItIsOnceItExists() throws IOException {
        Path configured = root.resolve("by-id");
        BoardFinder finder = finder(configured.toString());
        assertThat(finder.find()).isEmpty();
        Files.createFile(configured);
        assertThat(finder.find()).contains(configured);
    }

    private BoardFinder finder(String configured) {
        return new BoardFinder(configured, ttys, dev);
    }

    private void plug(String tty, String device, String number, String vendor, @Nullable String name)
            throws IOException {
        Path usb = Files.createDirectories(root.resolve("sys/devices/usb1").resolve(device));
        Files.writeString(usb.resolve("idVendor"), vendor + "\n");
        Path usbInterface = Files.createDirectories(usb.resolve(device + ":1." + Integer.parseInt(number)));
        Files.writeString(usbInterface.resolve("bInterfaceNumber"), number + "\n");
        if (name != null) {
            Files.writeString(usbInterface.resolve("interface"), name + "\n");
        }
        Path link = Files.createDirectories(ttys.resolve(tty)).resolve("device");
        Files.createSymbolicLink(link, usbInterface);
        Files.createFile(dev.resolve(tty));
    }
}
