package dev.rucksack.control.metrics;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.desk.Desk;
import dev.rucksack.control.panel.PanelWatch;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Every meter of control-service: what is counted as it happens is kept here, what is so at a scrape is read by {@link Readings}. The
 * label {@code link} is the operator's name for it or its interface's, never an address.
 */
public final class ControlMetrics implements PanelWatch {

    private final MeterRegistry registry;
    private final PrometheusRegistry scrapes;
    private final Map<Event, Counter> panelEvents = new EnumMap<>(Event.class);
    private final Timer lampLag;

    /** @param scrapes what is read at each scrape, {@code registry}'s meters among it */
    public ControlMetrics(MeterRegistry registry, PrometheusRegistry scrapes) {
        this.registry = registry;
        this.scrapes = scrapes;
        for (Event event : Event.values()) {
            panelEvents.put(
                    event,
                    Counter.builder("rucksack.panel.events")
                            .description("Lines from the strap board, by what they are")
                            .tag("event", event.name().toLowerCase(Locale.ROOT))
                            .register(registry));
        }
        this.lampLag = Timer.builder("rucksack.panel.lamp.lag")
                .description("From the encoder's report received to the board's acknowledgement of its lamp")
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(3))
                .register(registry);
    }

    /** From now on a scrape tells what desk and bond know. */
    public void watch(Desk desk, Bond bond) {
        scrapes.register(new Readings(desk, bond));
    }

    @Override
    public void event(Event event) {
        Counter counter = panelEvents.get(event);
        if (counter != null) {
            counter.increment();
        }
    }

    @Override
    public void lampLag(long nanos) {
        lampLag.record(nanos, TimeUnit.NANOSECONDS);
    }

    /**
     * A call of the bonding program failed.
     *
     * @param command its action: {@code state}, {@code show adapters} …
     * @param code its exit code, the daemon's error code, {@code timeout} or {@code malformed}
     */
    public void cliError(String command, String code) {
        registry.counter("rucksack.speedify.cli.errors", "command", command, "code", code)
                .increment();
    }

    /**
     * The bonding program's feed has brought something.
     *
     * @param event its name, {@code unknown} for one that we do not read
     */
    public void feedEvent(String event) {
        registry.counter("rucksack.speedify.feed.events", "event", event).increment();
    }
}
