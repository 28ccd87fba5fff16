package dev.rucksack.control.config;

import dev.rucksack.control.bonding.Bond;
import dev.rucksack.control.bonding.kernel.NoBond;
import dev.rucksack.control.bonding.speedify.SpeedifyBond;
import dev.rucksack.control.desk.OperatorDesk;
import dev.rucksack.control.encoder.http.EncoderEvents;
import dev.rucksack.control.encoder.http.HttpEncoder;
import dev.rucksack.control.health.DeskHealth;
import dev.rucksack.control.metrics.ControlMetrics;
import dev.rucksack.control.panel.serial.SerialPanel;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.UUID;
import java.util.function.LongSupplier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.databind.json.JsonMapper;

/** How the rooms of control-service hang together, but for its web door. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({PanelProperties.class, EncoderProperties.class, SpeedifyProperties.class})
class ControlConfiguration {

    private static final LongSupplier NANOS = System::nanoTime;

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    ControlMetrics controlMetrics(MeterRegistry registry) {
        return new ControlMetrics(registry);
    }

    @Bean
    HttpEncoder encoder(EncoderProperties properties, JsonMapper json, Clock clock) {
        return new HttpEncoder(properties.url(), json, clock);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    @ConditionalOnProperty(name = "rucksack.bonding", havingValue = "speedify", matchIfMissing = true)
    SpeedifyBond speedify(SpeedifyProperties properties, JsonMapper json, ControlMetrics metrics, Clock clock) {
        return new SpeedifyBond(properties.settings(), json, metrics::cliError, clock, NANOS);
    }

    @Bean
    @ConditionalOnProperty(name = "rucksack.bonding", havingValue = "none")
    Bond noBond() {
        return new NoBond();
    }

    @Bean(destroyMethod = "close")
    OperatorDesk desk(HttpEncoder encoder, Bond bond, Clock clock, @Value("${rucksack.viewer.url:}") String viewer) {
        return new OperatorDesk(UUID.randomUUID().toString(), !viewer.isBlank(), encoder, bond, clock, NANOS);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    SerialPanel panel(PanelProperties properties, OperatorDesk desk, Bond bond, ControlMetrics metrics) {
        SerialPanel panel = SerialPanel.on(properties.port(), desk, metrics, NANOS);
        metrics.watch(desk, bond);
        desk.start(panel);
        return panel;
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    EncoderEvents encoderEvents(EncoderProperties properties, JsonMapper json, OperatorDesk desk) {
        return new EncoderEvents(properties.url(), json, desk::heard);
    }

    @Bean("deskHealthIndicator")
    DeskHealth deskHealth(OperatorDesk desk) {
        return new DeskHealth(desk, NANOS);
    }
}
