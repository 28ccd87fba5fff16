package dev.rucksack.e2e;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace for a pack with two tethered phones, {@code usb0} and {@code usb1}, and what lies behind them:
 * this machine. Each phone is a veth pair with a default route, as DHCP gives it. Needs root and {@code ip}.
 */
final class TwoPhones implements AutoCloseable {

    /** From the range for benchmarks (RFC 2544), in which nobody lives. */
    private static final String NET = "198.18.77.";

    private static final int NONE = -1;

    private final String tag = Long.toString(ProcessHandle.current().pid() % 46_656, 36);
    private final String namespace = "rucksack-" + tag;
    private int captive = NONE;

    private TwoPhones() {}

    /** Sets it up, with both phones plugged in. */
    static TwoPhones plugIn() throws IOException {
        TwoPhones phones = new TwoPhones();
        try {
            phones.ip("netns add " + phones.namespace);
            phones.inside("link set lo up");
            phones.ip("link add " + phones.far(9) + " type veth peer name " + phones.far(8));
            phones.ip("addr add " + phones.ingest() + "/32 dev " + phones.far(9));
            phones.ip("addr add " + phones.page() + "/32 dev " + phones.far(9));
            phones.ip("link set " + phones.far(9) + " up");
            phones.ip("link set " + phones.far(8) + " up");
            phones.plug(0);
            phones.plug(1);
            return phones;
        } catch (IOException | RuntimeException | Error e) {
            phones.close();
            throw e;
        }
    }

    /** What makes a command run as the pack does. */
    List<String> inside() {
        return List.of("ip", "netns", "exec", namespace);
    }

    /** An address of this machine that the pack reaches over either phone. */
    String ingest() {
        return NET + "201";
    }

    /** Another address of this machine, that a phone reaches when it does not reach the ingest. */
    String page() {
        return NET + "202";
    }

    /** The pack's address on a phone. */
    String address(int phone) {
        return NET + (phone * 4 + 2);
    }

    /** Plugs a phone in: its interface appears, gets an address, then its routes. */
    void plug(int phone) throws IOException {
        String name = "usb" + phone;
        String gateway = NET + (phone * 4 + 1);
        String mac = "02:00:5e:00:77:0" + phone;
        ip("link add " + far(phone) + " type veth peer name " + name + " address " + mac + " netns " + namespace);
        ip("addr add " + gateway + "/30 dev " + far(phone));
        ip("link set " + far(phone) + " up");
        inside("link set " + name + " up");
        inside("addr add " + address(phone) + "/30 dev " + name);
        inside("route add default via " + gateway + " dev " + name + " metric " + (phone + 1) * 100);
    }

    /** Carries a phone into a tunnel or out of it: nothing comes back over it, and it stays plugged in. */
    void underground(int phone, boolean under) throws IOException {
        ip("route " + (under ? "add" : "del") + " blackhole " + address(phone) + "/32");
    }

    /** Brings a phone into a network that lets nobody through to the ingest, or out of it. */
    void signIn(int phone, boolean wanted) throws IOException {
        ip("rule " + (wanted ? "add" : "del") + " blackhole from " + ingest() + " to " + address(phone));
        captive = wanted ? phone : NONE;
    }

    /** How strictly the pack looks at the ways back ({@code rp_filter}): 2 is what Debian's systemd sets, 1 is strict. */
    void returnFilter(int filter) throws IOException {
        for (String name : List.of("all", "usb0", "usb1")) {
            run("ip netns exec " + namespace + " sysctl -q net.ipv4.conf." + name + ".rp_filter=" + filter);
        }
    }

    /** Pulls a phone's cable: its interface, address and routes are gone. */
    void unplug(int phone) throws IOException {
        ip("link del " + far(phone));
    }

    private String far(int number) {
        return "rk" + tag + "x" + number;
    }

    private void inside(String words) throws IOException {
        ip("-n " + namespace + " " + words);
    }

    private String ip(String words) throws IOException {
        return run("ip " + words);
    }

    private static String run(String words) throws IOException {
        ProcessBuilder command = new ProcessBuilder(words.split(" ")).redirectErrorStream(true);
        Process process = command.start();
        String said = new String(process.getInputStream().readAllBytes());
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IOException(words + ": " + said);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return said;
    }

    @Override
    public void close() throws IOException {
        IOException failed = null;
        if (captive != NONE) {
            signIn(captive, false);
        }
        // the far ends by name: what is still unsent in there keeps a namespace, and its links with it, for minutes
        for (String words :
                List.of("link del " + far(0), "link del " + far(1), "link del " + far(9), "netns del " + namespace)) {
            try {
                ip(words);
            } catch (IOException e) {
                failed = e;
            }
        }
        if (failed != null) {
            throw failed;
        }
    }
}
