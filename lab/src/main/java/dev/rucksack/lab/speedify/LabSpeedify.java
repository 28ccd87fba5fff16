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

    private static final long CONNECT_MILLIS = 300;
    private static final long STEP_MILLIS = 1000;

    private final Path cli;
    private final Bond bond;
    private final Faults faults = new Faults();
    private final CallServer server;
    private final Thread physics;

    private LabSpeedify(Path directory, List<LinkSpec> links) {
        bond = new Bond(links, System.nanoTime());
        server = new CallServer(bond, faults, CONNECT_MILLIS);
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
                bond.step(System.nanoTime());
                Thread.sleep(STEP_MILLIS);
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

    /** Lets every n-th call end with error 3841; 0 for none. */
    public void timeoutEvery(int calls) {
        faults.timeoutEvery = calls;
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
