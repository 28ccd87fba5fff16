package dev.rucksack.control.web.pairing;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Under which addresses and names this machine can be reached. Asks no name server. */
public final class OwnAddresses {

    /** Bridges of containers, and tunnels: no phone comes in by them. */
    private static final Pattern INNER = Pattern.compile("(docker|br-|veth|virbr|tun|tap|wg|connectify|speedify).*");

    private static final Pattern LITERAL_4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");

    /** IPv4 addresses that a phone could use, best guess first: wireless, then cable, then all else. */
    public List<String> reachable() {
        record Candidate(String address, int rank) {}
        List<Candidate> found = new ArrayList<>();
        try {
            for (NetworkInterface card : Collections.list(NetworkInterface.getNetworkInterfaces())) {
                if (card.isUp()
                        && !card.isLoopback()
                        && !INNER.matcher(card.getName()).matches()) {
                    for (InterfaceAddress address : card.getInterfaceAddresses()) {
                        if (address.getAddress() instanceof Inet4Address ip && !ip.isLinkLocalAddress()) {
                            found.add(new Candidate(ip.getHostAddress(), rank(card.getName(), ip)));
                        }
                    }
                }
            }
        } catch (SocketException e) {
            return List.of();
        }
        return found.stream()
                .sorted(Comparator.comparingInt(Candidate::rank))
                .map(Candidate::address)
                .toList();
    }

    /** A name that phones can look up by themselves (mDNS), or empty when this machine has none. */
    public String name() {
        try {
            return InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT);
        } catch (UnknownHostException e) {
            return "";
        }
    }

    /** Whether {@code host}, without a port, is an address literal of one of this machine's own cards. */
    public boolean isOwn(String host) {
        String literal = host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
        // only literals: a name would be looked up, and the answer is what a rebinding attacker controls
        if (!LITERAL_4.matcher(literal).matches() && !literal.contains(":")) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(literal);
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (UnknownHostException | SocketException e) {
            return false;
        }
    }

    private static int rank(String card, Inet4Address address) {
        int kind = card.startsWith("wl") ? 0 : card.startsWith("e") ? 1 : 2;
        return address.isSiteLocalAddress() ? kind : kind + 3;
    }
}
