package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import dev.rucksack.control.bonding.kernel.Interfaces;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Watches Speedify. The thread {@code speedify} asks by one-shot calls, supervises the one {@code stats} process and
 * asks again every minute; {@code speedify-feed} reads that process. No event for ten seconds withdraws the links; none for
 * twenty, or text without end that is no event, ends the process and starts another. One that an earlier life of ours left
 * behind is ended first. Neither a missing program nor a daemon that is down is an error: both
 * are states, looked at again.
 *
 * <p>It reads only. It never starts, stops or restarts the daemon.
 */
public final class SpeedifyBond implements Bond, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpeedifyBond.class);

    private static final Duration FEED_SILENCE = Duration.ofSeconds(20);
    private static final Duration REFRESH = Duration.ofSeconds(60);
    /** So much, and no document in it: what comes is no feed any more. */
    private static final long FLOOD_BYTES = 4L * FeedDecoder.LARGEST_BYTES;

    private static final Duration CHECK = Duration.ofMillis(500);

    private final SpeedifyCli cli;
    private final JsonMapper json;
    private final CliErrors errors;
    private final LongSupplier nanos;
    private final Duration lookAgain;
    private final BondReading reading;
    private final Portals portals;
    private final FeedRecord record;
    private final Backoff backoff = new Backoff(new SecureRandom());
    private final Thread supervisor = new Thread(this::supervise, "speedify");

    private volatile boolean running = true;
    private volatile boolean joined;

    /** Bytes of the feed since its last document. */
    private final AtomicLong unread = new AtomicLong();

    // the feed thread's own
    private boolean wasConnected;

    /**
     * How Speedify is watched.
     *
     * @param cli path of {@code speedify_cli}
     * @param rateUnit unit of the feed's rates
     * @param names the operator's names for adapter ids
     * @param lookAgain time between two looks for a program that is not there
     * @param sys where sysfs is, {@code /sys}
     * @param feed where it is kept which feed process is ours
     */
    public record Settings(
            Path cli, RateUnit rateUnit, Map<String, String> names, Duration lookAgain, Path sys, Path feed) {}

    public SpeedifyBond(
            Settings settings, JsonMapper json, CliErrors errors, FeedEvents events, Clock clock, LongSupplier nanos) {
        this.cli = new SpeedifyCli(settings.cli(), json, errors);
        this.json = json;
        this.errors = errors;
        this.nanos = nanos;
        this.lookAgain = settings.lookAgain();
        LinkReader links = new LinkReader(
                settings.names(),
                settings.rateUnit(),
                new Interfaces(settings.sys().resolve("class/net")));
        this.record = new FeedRecord(settings.feed(), Path.of("/proc"));
        this.reading = new BondReading(links, events, clock, nanos);
        this.portals = new Portals(new SpeedifyCli(settings.cli(), json, errors), reading, nanos);
        supervisor.setDaemon(true);
    }

    public void start() {
        supervisor.start();
        portals.start();
    }

    @Override
    public Tunnel tunnel() {
        return reading.tunnel();
    }

    /** Ends every process of the CLI and its threads. */
    @Override
    public void close() {
        running = false;
        supervisor.interrupt();
        cli.abort();
        portals.close();
        try {
            supervisor.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void supervise() {
        try {
            record.endLeftover();
            while (running) {
                if (!cli.installed()) {
                    becomes(TunnelState.NOT_INSTALLED);
                    pause(lookAgain);
                } else if (!ask()) {
                    becomes(TunnelState.UNREACHABLE);
                    pause(lookAgain);
                } else {
                    listenWhileItAnswers();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void listenWhileItAnswers() throws InterruptedException {
        while (running) {
            long started = nanos.getAsLong();
            listen();
            if (!cli.installed() || !ask()) {
                becomes(cli.installed() ? TunnelState.UNREACHABLE : TunnelState.NOT_INSTALLED);
                pause(lookAgain);
                return;
            }
            pause(backoff.after(Duration.ofNanos(nanos.getAsLong() - started)));
        }
    }

    private void becomes(TunnelState absence) {
        if (reading.tunnel().state() != absence) {
            log.info("Speedify is {}", absence);
        }
        reading.without(absence);
    }

    /** Asks for all that the feed does not tell at once. Whether the daemon answered. */
    private boolean ask() throws InterruptedException {
        try {
            reading.state(cli.read("state"));
        } catch (CliException e) {
            log.debug("Speedify's state: {}", e.getMessage());
            return false;
        }
        tell(reading::version, "version");
        tell(reading::adapters, "show", "adapters");
        tell(reading::server, "show", "currentserver");
        return true;
    }

    /** One answer that does not come is not the end: the feed or the next minute brings it. */
    private void tell(Consumer<JsonNode> hearer, String... command) throws InterruptedException {
        try {
            hearer.accept(cli.read(command));
        } catch (CliException e) {
            log.debug("Speedify's {}: {}", e.command(), e.getMessage());
        }
    }

    /** Runs one feed to its end. */
    private void listen() throws InterruptedException {
        try (Child feed = Child.start(cli.path(), List.of("-s", "stats"), "speedify-feed")) {
            record.started(feed.pid());
            reading.listening();
            unread.set(0);
            Thread reader = new Thread(() -> read(feed.output()), "speedify-feed");
            reader.setDaemon(true);
            reader.start();
            long asked = nanos.getAsLong();
            while (running && !feed.ended(CHECK.toNanos())) {
                if (reading.silenceNanos() >= FEED_SILENCE.toNanos()) {
                    ended("silence", feed);
                    return;
                }
                if (unread.get() >= FLOOD_BYTES) {
                    ended("flood", feed);
                    return;
                }
                if (joined || nanos.getAsLong() - asked >= REFRESH.toNanos()) {
                    joined = false;
                    ask();
                    asked = nanos.getAsLong();
                }
            }
            if (running) {
                // a feed without a time given never ends by itself: exit 0 is a fault too
                ended(Integer.toString(feed.exitCode()), feed);
            }
        } catch (IOException e) {
            errors.failed("stats", "start");
            log.warn("Speedify's feed cannot be started: {}", e.getMessage());
        } finally {
            record.ended();
            reading.notListening();
        }
    }

    private void ended(String code, Child feed) throws InterruptedException {
        errors.failed("stats", code);
        log.warn(
                "Speedify's feed ended ({}){}; starting it again",
                code,
                feed.isAlive() ? "" : ": " + feed.errors().strip());
    }

    private void read(InputStream in) {
        FeedDecoder decoder = new FeedDecoder(json, this::event, this::damage);
        boolean told = false;
        byte[] buffer = new byte[16_384];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                unread.addAndGet(count);
                decoder.accept(buffer, count);
                if (!told && decoder.hasSkipped()) {
                    // once for each feed: what is damaged for long is damaged each second
                    told = true;
                    log.warn("Speedify's feed has text in it that is no event: {}", decoder.skipped());
                }
            }
        } catch (IOException e) {
            // the feed is gone; its supervisor sees that
        }
    }

    private void damage() {
        errors.failed("stats", "malformed");
        reading.noise();
    }

    /** A tunnel that has come up may end elsewhere than before, and the feed does not tell where. */
    private void event(JsonNode document) {
        unread.set(0);
        reading.event(document);
        boolean connected = reading.connected();
        if (connected && !wasConnected) {
            joined = true;
        }
        wasConnected = connected;
    }

    private static void pause(Duration time) throws InterruptedException {
        Thread.sleep(time.toMillis());
    }
}
