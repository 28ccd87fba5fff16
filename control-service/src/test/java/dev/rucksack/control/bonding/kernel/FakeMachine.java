package dev.rucksack.control.bonding.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Trees that look like {@code /sys} and {@code /proc} of a pack, to plug things into. */
final class FakeMachine {

    private final Path root;
    private final Map<String, List<InetAddress>> addresses = new HashMap<>();
    private final Map<String, Long> routes = new TreeMap<>();

    FakeMachine(Path root) {
        this.root = root;
        write(root.resolve("sys/class/net/bonding_masters"), "");
        writeRoutes();
    }

    Path sys() {
        return root.resolve("sys");
    }

    Path proc() {
        return root.resolve("proc");
    }

    List<InetAddress> addresses(String name) {
        return addresses.getOrDefault(name, List.of());
    }

    /** A USB device with a network function, as the kernel shows it; without carrier, address and route. */
    FakeMachine usb(String name, String driver, String mac, @Nullable String serial) {
        Path device = root.resolve("sys/devices/usb1/" + name);
        Path function = device.resolve(name + ":1.0");
        if (serial != null) {
            write(device.resolve("serial"), serial + "\n");
        }
        return hardware(name, function, driver, mac);
    }

    FakeMachine hardware(String name, String driver, String mac) {
        return hardware(name, root.resolve("sys/devices/platform/" + name), driver, mac);
    }

    private FakeMachine hardware(String name, Path device, String driver, String mac) {
        virtual(name, mac);
        Path drivers = root.resolve("sys/bus/drivers/" + driver);
        try {
            Files.createDirectories(device);
            Files.createDirectories(drivers);
            Files.createSymbolicLink(device.resolve("driver"), drivers);
            Files.createSymbolicLink(net(name).resolve("device"), device);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    /** An interface with no hardware behind it. */
    FakeMachine virtual(String name, String mac) {
        write(net(name).resolve("address"), mac + "\n");
        write(net(name).resolve("uevent"), "INTERFACE=" + name + "\n");
        carrier(name, false);
        return counters(name, 0, 0);
    }

    FakeMachine uevent(String name, String type) {
        write(net(name).resolve("uevent"), "DEVTYPE=" + type + "\nINTERFACE=" + name + "\n");
        return this;
    }

    FakeMachine carrier(String name, boolean on) {
        write(net(name).resolve("operstate"), on ? "up\n" : "down\n");
        write(net(name).resolve("carrier"), on ? "1\n" : "0\n");
        return this;
    }

    /** As drivers do that tell no state. */
    FakeMachine unknownState(String name) {
        write(net(name).resolve("operstate"), "unknown\n");
        return this;
    }

    FakeMachine counters(String name, long sent, long received) {
        write(net(name).resolve("statistics/tx_bytes"), sent + "\n");
        write(net(name).resolve("statistics/rx_bytes"), received + "\n");
        write(net(name).resolve("statistics/tx_packets"), sent / 1000 + "\n");
        return this;
    }

    FakeMachine address(String name, @Nullable String address) {
        try {
            addresses.put(name, address == null ? List.of() : List.of(InetAddress.getByName(address)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    FakeMachine route(String name, @Nullable Long metric) {
        if (metric == null) {
            routes.remove(name);
        } else {
            routes.put(name, metric);
        }
        writeRoutes();
        return this;
    }

    /** How strictly the ways back are looked at, by interface or for {@code all}: 0, 1 (strict) or 2. */
    FakeMachine returnFilter(String name, int filter) {
        write(proc().resolve("sys/net/ipv4/conf").resolve(name).resolve("rp_filter"), filter + "\n");
        return this;
    }

    LinkBinding binding(LinkBinding.Device device) {
        return new LinkBinding(proc(), new Routes(proc().resolve("net/route")), device);
    }

    /** Other side, address and default route at once. */
    FakeMachine online(String name, String address, long metric) {
        return carrier(name, true).address(name, address).route(name, metric);
    }

    FakeMachine unplug(String name) {
        addresses.remove(name);
        route(name, null);
        for (Path gone : List.of(net(name), root.resolve("sys/devices/usb1/" + name))) {
            try (Stream<Path> files =
                    Files.exists(gone) ? Files.walk(gone, new FileVisitOption[0]) : Stream.<Path>empty()) {
                files.sorted(Comparator.reverseOrder()).forEach(FakeMachine::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path net(String name) {
        return root.resolve("sys/class/net/" + name);
    }

    private void writeRoutes() {
        StringBuilder table = new StringBuilder(
                "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT   \n");
        routes.forEach((name, metric) -> {
            table.append(name)
                    .append("\t00000000\t0101A8C0\t0003\t0\t0\t")
                    .append(metric)
                    .append("\t00000000\t0\t0\t0\n");
            table.append(name).append("\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0\n");
        });
        write(root.resolve("proc/net/route"), table.toString());
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
