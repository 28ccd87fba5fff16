package dev.rucksack.control.config;

import dev.rucksack.control.bonding.LinkNames;
import dev.rucksack.control.bonding.NamedBond;
import dev.rucksack.control.bonding.speedify.SpeedifyBond;
import dev.rucksack.control.bonding.speedify.SpeedifyControl;
import dev.rucksack.control.bonding.steering.Steering;
import dev.rucksack.control.desk.OperatorDesk;
import dev.rucksack.control.encoder.http.EncoderEvents;
import dev.rucksack.control.encoder.http.HttpEncoder;
import dev.rucksack.control.health.DeskHealth;
import dev.rucksack.control.metrics.ControlMetrics;
import dev.rucksack.control.panel.serial.SerialPanel;
import io.micrometer.core.instrument.MeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** How the rooms of control-service hang together, but for its web door. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
    PanelProperties.class,
    EncoderProperties.class,
    SpeedifyProperties.class,
    BondingProperties.class
})
class ControlConfiguration {

    private static final LongSupplier NANOS = System::nanoTime;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ControlMetrics controlMetrics(MeterRegistry registry, PrometheusRegistry scrapes) {
        return new ControlMetrics(registry, scrapes);
    }

    @Bean
    HttpEncoder encoder(EncoderProperties properties, JsonMapper json, Clock clock) {
        return new HttpEncoder(properties.url(), json, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Bonding bonding(
            BondingProperties bonding,
            SpeedifyProperties speedify,
            JsonMapper json,
            ControlMetrics metrics,
            Clock clock,
            @Value("${rucksack.home}") Path home) {
        Supplier<Bonding.Speedify> bond = () -> new Bonding.Speedify(
                new SpeedifyBond(
                        speedify.settings(bonding.links().sys(), home.resolve("speedify-feed")),
                        json,
                        metrics::cliError,
                        metrics::feedEvent,
                        clock,
                        NANOS),
                new SpeedifyControl(speedify.cli(), json, metrics::cliError),
                speedify.steering(home.resolve("steering")));
        return Bonding.of(bonding, bond, new LinkNames(home.resolve("link-names")), NANOS);
    }

    @Bean(destroyMethod = "close")
    OperatorDesk desk(
            HttpEncoder encoder, Bonding bonding, Clock clock, @Value("${rucksack.viewer.url:}") String viewer) {
        return new OperatorDesk(UUID.randomUUID().toString(), !viewer.isBlank(), encoder, bonding.bond(), clock, NANOS);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    SerialPanel panel(PanelProperties properties, OperatorDesk desk, Bonding bonding, ControlMetrics metrics) {
        SerialPanel panel = SerialPanel.on(properties.port(), desk, metrics, NANOS);
        metrics.watch(desk, bonding.bond());
        desk.start(panel);
        return panel;
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    EncoderEvents encoderEvents(EncoderProperties properties, JsonMapper json, OperatorDesk desk, Bonding bonding) {
        return new EncoderEvents(properties.url(), json, report -> {
            desk.heard(report);
            bonding.heard(report);
        });
    }

    /** The web door names links at it. */
    @Bean
    NamedBond namedBond(Bonding bonding) {
        return bonding.bond();
    }

    /** The web door steers by it. */
    @Bean
    Steering steering(Bonding bonding) {
        return bonding.steering();
    }

    @Bean("deskHealthIndicator")
    DeskHealth deskHealth(OperatorDesk desk) {
        return new DeskHealth(desk, NANOS);
    }
}
