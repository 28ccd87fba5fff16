package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.PortalWatch;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelState;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Asks Speedify for networks that want a sign-in page, on the thread {@code speedify-portals}. */
final class Portals implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Portals.class);

    private final SpeedifyCli cli;
    private final BondReading reading;
    private final PortalWatch watch;

    /** @param cli its own: closing ends a call of it that is under way */
    Portals(SpeedifyCli cli, BondReading reading, LongSupplier nanos) {
        this.cli = cli;
        this.reading = reading;
        this.watch = new PortalWatch("speedify-portals", () -> inTrouble(reading.tunnel()), links -> look(), nanos);
    }

    void start() {
        watch.start();
    }

    @Override
    public void close() {
        watch.stop();
        cli.abort();
        watch.awaitEnd();
    }

    private void look() throws InterruptedException {
        try {
            JsonNode answer = cli.read(SpeedifyCli.PORTALS, "captiveportal", "check");
            Set<String> captives = new HashSet<>();
            for (JsonNode id : answer) {
                if (id.isString() && AdapterId.isValid(id.asString())) {
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
