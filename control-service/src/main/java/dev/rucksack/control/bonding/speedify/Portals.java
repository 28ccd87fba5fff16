package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.PortalTiming;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Looks for networks that want a sign-in page, on its thread {@code speedify-portals}: such a call may take long. */
final class Portals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Portals.class);
    private static final long BEAT_MILLIS = 1_000;

    private final SpeedifyCli cli;
    private final BondReading reading;
    private final LongSupplier nanos;
    private final PortalTiming timing = new PortalTiming();
    private final Thread thread = new Thread(this::work, "speedify-portals");

    private volatile boolean running = true;

    /** @param cli its own: closing ends a call of it that is under way */
    Portals(SpeedifyCli cli, BondReading reading, LongSupplier nanos) {
        this.cli = cli;
        this.reading = reading;
        this.nanos = nanos;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public void close() {
        running = false;
        thread.interrupt();
        cli.abort();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        try {
            while (running) {
                if (timing.isDue(inTrouble(reading.tunnel()), nanos.getAsLong())) {
                    look();
                }
                Thread.sleep(BEAT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        try {
            JsonNode answer = cli.read(SpeedifyCli.PORTALS, "captiveportal", "check");
            Set<String> captives = new HashSet<>();
            for (JsonNode id : answer) {
                if (id.isString()) {
                    captives.add(id.asString());
                }
            }
            reading.captives(captives);
        } catch (CliException e) {
            // what was found before still stands; the next look is not far
            log.debug("Speedify's {}: {}", e.command(), e.getMessage());
        }
    }

    /** Links that should carry by what the tunnel wants, and of which nothing says that they got past their network. */
    private static Set<String> inTrouble(Tunnel tunnel) {
        boolean wanted = tunnel.state() == TunnelState.CONNECTED || tunnel.state() == TunnelState.CONNECTING;
        return tunnel.links().stream()
                .filter(link -> wanted && !Boolean.FALSE.equals(link.standing().captive()))
                .map(Link::id)
                .collect(Collectors.toSet());
    }
}
