package dev.rucksack.control.bonding.kernel;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes what is sent over a link take that link. A socket bound to the link's address takes it only if a rule by source address says
 * so; one bound to its device does so without rules. The second has two traps, in which the first stays:
 *
 * <ul>
 *   <li>A link without a default route of its own. The kernel then takes the other side for a neighbour and asks for its hardware
 *       address (Linux, {@code net/ipv4/route.c}, {@code ip_route_output_key_hash_rcu}: "assume, that the destination is on link"):
 *       the link has sent something, nobody answers, and it looks dead.
 *   <li>A strict filter of return paths ({@code rp_filter} 1; Documentation/networking/ip-sysctl.rst): answers that come in over
 *       another link than the best are thrown away.
 * </ul>
 */
final class LinkBinding {

    private static final int STRICT = 1;

    private final Path settings;
    private final Routes routes;
    private final Device device;

    /** Binds the unconnected socket of a local address to an interface; says whether it has. */
    interface Device {
        boolean bind(InetSocketAddress local, String name);
    }

    /** @param proc {@code /proc} */
    LinkBinding(Path proc, Routes routes, Device device) {
        this.settings = proc.resolve("sys/net/ipv4/conf");
        this.routes = routes;
        this.device = device;
    }

    /** @param local of a socket that is bound to the link's address and not connected yet */
    void bind(SocketAddress local, String link) {
        if (local instanceof InetSocketAddress own
                && own.getAddress() instanceof Inet4Address // the routes known are IPv4's
                && routes.defaults().containsKey(link)
                && !isStrict(link)) {
            device.bind(own, link);
        }
    }

    /** The greater of the two counts. What cannot be read may be strict. */
    private boolean isStrict(String link) {
        try {
            return Math.max(filter("all"), filter(link)) == STRICT;
        } catch (IOException | NumberFormatException e) {
            return true;
        }
    }

    private int filter(String name) throws IOException {
        return Integer.parseInt(
                Files.readString(settings.resolve(name).resolve("rp_filter")).strip());
    }
}
