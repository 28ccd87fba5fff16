package dev.rucksack.lab.scenario;

import dev.rucksack.lab.ingest.NginxIngest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * The way to the ingest: a pair of virtual interfaces into a network namespace of the ingest's own, 6 Mb/s with a queue of 256 KB
 * on our side. Packets are dropped where they arrive, at either end, so that no sender hears of it. Only inside {@link Bed}.
 */
final class Link implements AutoCloseable {

    static final String RATE = "6 Mb/s";

    private static final String OURS = "198.18.0.1"; // the range that RFC 2544 keeps for benchmarks
    private static final String THEIRS = "198.18.0.2";

    private final Process there;
    private final List<Runnable> undo = new ArrayList<>();

    private Link(Process there) {
        this.there = there;
    }

    static Link lay() throws IOException, InterruptedException {
        Process there = new ProcessBuilder(
                        "unshare", "--net", "/bin/sh", "-c", "ip link set lo up; echo; exec sleep infinity")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        if (there.getInputStream().read() < 0) {
            throw new IOException("There is no network namespace for the ingest");
        }
        Link link = new Link(there);
        String pid = String.valueOf(there.pid());
        Programs.run("ip", "link", "add", "name", "lab0", "type", "veth", "peer", "name", "lab1", "netns", pid);
        Programs.run("ip", "addr", "add", OURS + "/30", "dev", "lab0");
        // One packet of the network for each packet dropped: no bundles
        Programs.run("ip", "link", "set", "dev", "lab0", "gso_max_segs", "1", "up");
        link.runThere("ip", "addr", "add", THEIRS + "/30", "dev", "lab1");
        link.runThere("ip", "link", "set", "dev", "lab1", "gso_max_segs", "1", "up");
        Programs.run("tc", "qdisc", "add", "dev", "lab0", "root", "handle", "1:", "htb", "default", "1");
        Programs.run(
                "tc", "class", "add", "dev", "lab0", "parent", "1:", "classid", "1:1", "htb", "rate", "6mbit", "burst",
                "16k");
        Programs.run("tc", "qdisc", "add", "dev", "lab0", "parent", "1:1", "bfifo", "limit", "256k");
        // What a Pi has; where the kernel has no cubic, what it has
        attempt("ip", "route", "change", "198.18.0.0/30", "dev", "lab0", "src", OURS, "congctl", "cubic");
        return link;
    }

    /** Where an ingest at its far end is. */
    NginxIngest.Place place() {
        return new NginxIngest.Place(THEIRS, OURS, within());
    }

    private List<String> within() {
        return List.of("nsenter", "--net=/proc/" + there.pid() + "/ns/net", "--");
    }

    /** Drops every packet of the connections to a port, both ways, until {@link #clear()}. */
    void blackHole(int port) throws IOException, InterruptedException {
        drop(port, List.of());
    }

    /** Drops so many per cent of the packets at random, both ways, until {@link #clear()}. */
    void lose(int port, double percent) throws IOException, InterruptedException {
        drop(
                port,
                List.of(
                        "-m",
                        "statistic",
                        "--mode",
                        "random",
                        "--probability",
                        String.format(Locale.ROOT, "%.4f", percent / 100)));
    }

    private void drop(int port, List<String> which) throws IOException, InterruptedException {
        rule(false, "lab0", "--sport", port, which);
        rule(true, "lab1", "--dport", port, which);
    }

    private void rule(boolean far, String device, String end, int port, List<String> which)
            throws IOException, InterruptedException {
        List<String> rule = new ArrayList<>(List.of("INPUT", "-i", device, "-p", "tcp", end, String.valueOf(port)));
        rule.addAll(which);
        rule.addAll(List.of("-j", "DROP"));
        iptables(far, "-A", rule);
        undo.add(() -> {
            try {
                iptables(far, "-D", rule);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void iptables(boolean far, String what, List<String> rule) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(far ? within() : List.of());
        command.addAll(List.of("iptables", "-w", what));
        command.addAll(rule);
        Programs.run(command.toArray(String[]::new));
    }

    /** Drops nothing any more. */
    void clear() {
        List.copyOf(undo).forEach(Runnable::run);
        undo.clear();
    }

    /** Which congestion control a connection to the far end gets. */
    static String congestionControl() throws IOException, InterruptedException {
        String route = Programs.run("ip", "route", "show", "198.18.0.0/30");
        int at = route.indexOf("congctl ");
        return at >= 0
                ? route.substring(at + 8).split("\\s")[0]
                : Files.readString(Path.of("/proc/sys/net/ipv4/tcp_congestion_control"))
                        .strip();
    }

    private void runThere(String... command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(within());
        words.addAll(List.of(command));
        Programs.run(words.toArray(String[]::new));
    }

    private static void attempt(String... command) throws InterruptedException {
        try {
            Programs.run(command);
        } catch (IOException e) {
            // what was attempted is told by congestionControl()
        }
    }

    @Override
    public void close() {
        there.destroyForcibly();
        try {
            there.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
