package dev.rucksack.control.bonding.kernel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The machine's network interfaces, from the kernel's books below {@code /sys/class/net}. Meanings: Linux,
 * Documentation/ABI/testing/sysfs-class-net. Nothing is kept: every answer is read anew.
 */
public final class Interfaces {

    /** What Linux lets an interface be called (dev_valid_name, IFNAMSIZ), and no way out of the directory. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.:-]{0,14}");

    private static final Pattern MAC = Pattern.compile("([0-9a-fA-F]{2}:){5}[0-9a-fA-F]{2}");
    private static final Pattern NO_MAC = Pattern.compile("[0:]+");
    private static final Pattern SERIAL = Pattern.compile("[\\x21-\\x7e]{4,64}");

    private static final Set<String> PHONE_DRIVERS =
            Set.of("rndis_host", "cdc_ether", "cdc_ncm", "cdc_eem", "cdc_subset", "ipheth");
    private static final Set<String> MODEM_DRIVERS =
            Set.of("qmi_wwan", "cdc_mbim", "huawei_cdc_ncm", "sierra_net", "hso", "iosm", "mhi_wwan_mbim");

    private final Path directory;

    /** @param directory {@code /sys/class/net} */
    public Interfaces(Path directory) {
        this.directory = directory;
    }

    /** All that there are, in the order of their names; none when the directory cannot be read. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                String name = entry.getFileName().toString();
                // bonding_masters is a file
                if (NAME.matcher(name).matches() && Files.isDirectory(entry)) {
                    names.add(name);
                }
            }
        } catch (IOException e) {
            return List.of();
        }
        names.sort(null);
        return names;
    }

    /** Whether hardware stands behind it, or a modem's PPP: no loopback, bridge, tunnel, container's end or Speedify. */
    boolean isHardware(String name) {
        return Files.exists(directory.resolve(name).resolve("device")) || name.startsWith("ppp");
    }

    /** Whether it is switched on and has found its other side. */
    boolean hasCarrier(String name) {
        String state = read(name, "operstate");
        // drivers that do not tell say unknown; what is switched off has no readable carrier
        return ("up".equals(state) || "unknown".equals(state)) && "1".equals(read(name, "carrier"));
    }

    /** What kind of link it is: {@code Cellular} (a modem), {@code Phone} (tethered), {@code Wi-Fi} or {@code Ethernet}. */
    String type(String name) {
        Path folder = directory.resolve(name);
        String event = String.valueOf(readText(folder.resolve("uevent")));
        if (Files.exists(folder.resolve("wireless"))
                || Files.exists(folder.resolve("phy80211"))
                || event.contains("DEVTYPE=wlan")) {
            return "Wi-Fi";
        }
        String driver = driver(folder);
        if (event.contains("DEVTYPE=wwan") || MODEM_DRIVERS.contains(driver) || name.startsWith("ppp")) {
            return "Cellular";
        }
        return PHONE_DRIVERS.contains(driver) ? "Phone" : "Ethernet";
    }

    private static String driver(Path folder) {
        try {
            Path driver = folder.resolve("device/driver").toRealPath().getFileName();
            return driver == null ? "" : driver.toString();
        } catch (IOException e) {
            return "";
        }
    }

    /**
     * By what the link behind an interface is known again under another name: its hardware address, and the serial
     * number of the phone or modem, because many phones make up another address at each plugging. Without either, the
     * interface's name.
     */
    public List<String> identity(String name) {
        List<String> marks = new ArrayList<>();
        String mac = read(name, "address");
        if (mac != null && MAC.matcher(mac).matches() && !NO_MAC.matcher(mac).matches()) {
            marks.add("mac " + mac.toLowerCase(Locale.ROOT));
        }
        String serial = NAME.matcher(name).matches() ? serial(directory.resolve(name)) : null;
        if (serial != null) {
            marks.add("usb " + serial);
        }
        return marks.isEmpty() ? List.of("name " + name) : marks;
    }

    /** The interface is a function of a USB device: the device itself is one above. */
    private static @Nullable String serial(Path folder) {
        try {
            Path device = folder.resolve("device").toRealPath().getParent();
            String serial = device == null ? null : readText(device.resolve("serial"));
            return serial == null || !SERIAL.matcher(serial).matches() ? null : serial;
        } catch (IOException e) {
            return null;
        }
    }

    /** Bytes sent since it appeared, null when unknown. */
    public @Nullable Long sent(String name) {
        return counter(name, "tx_bytes");
    }

    /** Bytes received since it appeared, null when unknown. */
    public @Nullable Long received(String name) {
        return counter(name, "rx_bytes");
    }

    /** Packets sent since it appeared, null when unknown. */
    @Nullable
    Long sentPackets(String name) {
        return counter(name, "tx_packets");
    }

    private @Nullable Long counter(String name, String counter) {
        String text = read(name, "statistics/" + counter);
        try {
            return text == null ? null : Long.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private @Nullable String read(String name, String file) {
        return NAME.matcher(name).matches() ? readText(directory.resolve(name).resolve(file)) : null;
    }

    private static @Nullable String readText(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return null;
        }
    }
}
