package dev.rucksack.lab.speedify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * A Speedify with two phones: an executable {@code speedify_cli} in a directory of one's choice, and the daemon behind it
 * in this process, so that every call sees the same state. The executable needs bash and cat.
 *
 * <p>Links, load and faults are set here and seen by calls and feeds at once.
 */
public final class LabSpeedify implements AutoCloseable {

    /** The id of the first phone. */
    public static final String FIRST_PHONE = "usb0";

    /** The id of the second phone. */
    public static final String SECOND_PHONE = "enx0c5b8f000001";

    /** Versions in which the feed or the commands differ, oldest first. */
    public static final List<String> VERSIONS = List.of("9", "11", "12", "14", "15.2", "15.7", "16", "17");

    private static final long HOLD_MILLIS = 50;

    private final List<LinkSpec> links;
    private final Path cli;
    private final Bond bond;
    private final Faults faults = new Faults();
    private final Pace pace = new Pace();
    private final CallServer server;
    private final Thread physics;

    private LabSpeedify(Path directory, List<LinkSpec> links) {
        this.links = List.copyOf(links);
        bond = new Bond(links, System.nanoTime());
        server = new CallServer(bond, faults, pace);
        cli = directory.resolve("speedify_cli");
        install();
        physics = new Thread(this::live, "lab-speedify-physics");
        physics.setDaemon(true);
        physics.start();
    }

    /** A Speedify with two phones, connected to Frankfurt. */
    public static LabSpeedify start(Path directory) {
        return start(
                directory,
                List.of(
                        LinkSpec.phone(FIRST_PHONE, "Example Mobile", 12_000_000, 46),
                        LinkSpec.phone(SECOND_PHONE, "Other Mobile", 8_000_000, 61)));
    }

    /**
     * A Speedify with links of one's choice, connected to Frankfurt.
     *
     * @param directory where {@code speedify_cli} is put; made if it is not there
     */
    public static LabSpeedify start(Path directory, List<LinkSpec> links) {
        return new LabSpeedify(directory, links);
    }

    private void live() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                long seen = bond.changes();
                bond.step(System.nanoTime());
                bond.awaitChange(seen, System.nanoTime() + pace.tickMillis * 1_000_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The executable: the path to configure as {@code rucksack.speedify.cli}. */
    public Path cli() {
        return cli;
    }

    /** How often the executable was called. */
    public long calls() {
        return server.calls();
    }

    /** What the tunnel has to carry, in bits per second: the stream's rate. */
    public void load(double bitsPerSecond) {
        synchronized (bond) {
            bond.loadBitsPerSecond = bitsPerSecond;
        }
    }

    /** Drops a link, as when a phone loses the network (false), or gives it back (true). */
    public void linkUp(String id, boolean up) {
        change(id, adapter -> adapter.state = up ? "connected" : "disconnected");
    }

    /** Whether a link is up. */
    public boolean isLinkUp(String id) {
        synchronized (bond) {
            return bond.adapters.stream().anyMatch(adapter -> adapter.id.equals(id) && adapter.up());
        }
    }

    /** Plugs another link in. */
    public void plug(LinkSpec link) {
        synchronized (bond) {
            bond.adapters.add(new Adapter(link));
            bond.changed();
        }
    }

    /** Takes a link away, cable and all. */
    public void unplug(String id) {
        synchronized (bond) {
            bond.adapters.removeIf(adapter -> adapter.id.equals(id));
            bond.changed();
        }
    }

    /** Puts a sign-in page before a link, or takes it away. */
    public void portal(String id, boolean captive) {
        change(id, adapter -> adapter.portal = captive);
    }

    /** Changes what the street gives a link. */
    public void street(String id, long upBitsPerSecond, double latencyMillis, double jitterMillis, double loss) {
        change(id, adapter -> {
            adapter.upBitsPerSecond = upBitsPerSecond;
            adapter.latencyMillis = latencyMillis;
            adapter.jitterMillis = jitterMillis;
            adapter.loss = loss;
        });
    }

    /** Flags a link as congested, and fills its queue, whatever it carries. */
    public void congested(String id, boolean congested) {
        change(id, adapter -> adapter.congested = congested);
    }

    /** Lets a link come and go by itself, each time after so long; 0 stops it where it is. */
    public void flap(String id, long millis) {
        change(id, adapter -> adapter.flapNanos = millis * 1_000_000);
    }

    /**
     * Limits what a link may use.
     *
     * @param dailyBytes 0 for no limit
     * @param monthlyBytes 0 for no limit
     * @param overlimitBitsPerSecond what it may carry beyond, 0 to stop it
     */
    public void cap(String id, long dailyBytes, long monthlyBytes, long overlimitBitsPerSecond) {
        change(id, adapter -> {
            adapter.dailyLimit = dailyBytes;
            adapter.monthlyLimit = monthlyBytes;
            adapter.overlimitBitsPerSecond = overlimitBitsPerSecond;
        });
    }

    /** Sets what a link has used today and this month, in bytes. */
    public void used(String id, long dailyBytes, long monthlyBytes) {
        change(id, adapter -> {
            adapter.dailyBytes = dailyBytes;
            adapter.monthlyBytes = monthlyBytes;
        });
    }

    private void change(String id, Consumer<Adapter> change) {
        synchronized (bond) {
            bond.adapters.stream().filter(adapter -> adapter.id.equals(id)).forEach(change);
            bond.changed();
        }
    }

    /** Sets the daemon's state, a word of the contract's section 3.1: {@code LOGGED_OUT}, {@code OVERLIMIT} … */
    public void state(String state) {
        bond.state(state);
    }

    /** The daemon's state. */
    public String state() {
        synchronized (bond) {
            return bond.state;
        }
    }

    /** The present server's tag; the last one's when disconnected. */
    public String server() {
        synchronized (bond) {
            return bond.server.tag();
        }
    }

    /** Stops the daemon (calls end with code 1 and plain text, feeds end) or starts it again. */
    public void daemonDown(boolean down) {
        faults.down = down;
        bond.changed();
    }

    /** Lets the daemon hang (calls block until killed, feeds fall silent) or go on. */
    public void daemonHung(boolean hung) {
        faults.hung = hung;
        bond.changed();
    }

    /** What a call says while the daemon is down, and after how long. */
    public void downAnswer(String text, long millis) {
        faults.downText = text;
        faults.downMillis = millis;
    }

    /**
     * Restarts the daemon: calls fail while it is away, then it signs in and connects by itself.
     *
     * @param feeds what becomes of those that run
     * @param awayMillis how long it is away
     */
    public void restartDaemon(FeedFate feeds, long awayMillis) {
        bond.restart(feeds);
        daemonDown(true);
        Thread starting = new Thread(() -> comeBack(awayMillis), "lab-speedify-restart");
        starting.setDaemon(true);
        starting.start();
    }

    private void comeBack(long awayMillis) {
        try {
            Thread.sleep(awayMillis);
            bond.state("LOGGING_IN");
            daemonDown(false);
            for (String next : List.of("AUTO_CONNECTING", "CONNECTED")) {
                Thread.sleep(HOLD_MILLIS);
                bond.state(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets every n-th call end with error 3841, and the feed say so; 0 for none, 1 for nothing but errors. */
    public void timeoutEvery(int calls) {
        faults.timeoutEvery = calls;
        bond.changed();
    }

    /** Prints errors on stdout and nothing on stderr, as some versions may. */
    public void errorsOnStdout(boolean onStdout) {
        faults.errorsOnStdout = onStdout;
    }

    /** Damages the text of every feed in these ways and no others. */
    public void damage(Damage... kinds) {
        faults.damage.retainAll(List.of(kinds));
        faults.damage.addAll(List.of(kinds));
        bond.changed();
    }

    /** The unit of the feed's rates, over which its users disagree: bytes per second, or bits. */
    public void ratesInBytes(boolean bytes) {
        faults.ratesInBytes = bytes;
    }

    /** Gives each adapter an old row and a proxy's row beside its own. */
    public void doubledRows(boolean doubled) {
        faults.doubledRows = doubled;
    }

    /** Makes it another version: {@code 15.2}. Feeds that run end, as when a package is upgraded. */
    public void version(String version) {
        synchronized (bond) {
            bond.version = Version.parse(version);
            bond.restart(FeedFate.ENDS);
        }
    }

    /** As it was at the start: the links, the state, the version, and nothing wrong. The load and the pace stay. */
    public void heal() {
        faults.clear();
        synchronized (bond) {
            bond.adapters.clear();
            links.forEach(link -> bond.adapters.add(new Adapter(link)));
            bond.version = Version.PRESENT;
            bond.state("CONNECTED");
            bond.changed();
        }
    }

    /** How long the feed waits between two rounds of events, a second with the real one. */
    public void tickMillis(long millis) {
        pace.tickMillis = millis;
        bond.changed();
    }

    /** How long {@code connect} takes. */
    public void connectMillis(long millis) {
        pace.connectMillis = millis;
    }

    /** Takes the executable away (false) or puts it back. */
    public void installed(boolean installed) {
        if (installed) {
            install();
            return;
        }
        try {
            Files.deleteIfExists(cli);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void install() {
        try (InputStream in = Objects.requireNonNull(LabSpeedify.class.getResourceAsStream("speedify_cli"))) {
            Path directory = Files.createDirectories(Objects.requireNonNull(cli.getParent()));
            String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            Path fresh = Files.createTempFile(directory, "speedify_cli", ".new");
            Files.writeString(fresh, script.replace("@PORT@", String.valueOf(server.port())));
            Files.setPosixFilePermissions(fresh, PosixFilePermissions.fromString("rwxr-xr-x"));
            // In one step: a caller never runs half a script
            Files.move(fresh, cli, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        physics.interrupt();
        server.close();
        installed(false);
    }
}
