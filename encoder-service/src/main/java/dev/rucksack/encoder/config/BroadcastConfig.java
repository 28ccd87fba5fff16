package dev.rucksack.encoder.config;

import dev.rucksack.encoder.actuator.StreamEndpoint;
import dev.rucksack.encoder.broadcast.Broadcast;
import dev.rucksack.encoder.broadcast.CautionLog;
import dev.rucksack.encoder.broadcast.OrderDesk;
import dev.rucksack.encoder.broadcast.Reporter;
import dev.rucksack.encoder.broadcast.SettingsDesk;
import dev.rucksack.encoder.broadcast.SlateDesk;
import dev.rucksack.encoder.broadcast.Slates;
import dev.rucksack.encoder.broadcast.Works;
import dev.rucksack.encoder.health.HomeHealth;
import dev.rucksack.encoder.health.LoopHealth;
import dev.rucksack.encoder.host.KernelTime;
import dev.rucksack.encoder.host.SysHost;
import dev.rucksack.encoder.logging.MaskingLayout;
import dev.rucksack.encoder.metrics.EncoderMetrics;
import dev.rucksack.encoder.settings.KeyMask;
import dev.rucksack.encoder.settings.Settings;
import dev.rucksack.encoder.settings.SettingsInvalidException;
import dev.rucksack.encoder.settings.SettingsTree;
import dev.rucksack.encoder.store.KeyFile;
import dev.rucksack.encoder.store.OrderFile;
import dev.rucksack.encoder.store.ProofFile;
import dev.rucksack.encoder.store.SettingsFile;
import dev.rucksack.encoder.stream.RestartPolicy;
import dev.rucksack.encoder.stream.StreamMachine;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The application and what it stands on. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RucksackProperties.class)
class BroadcastConfig {

    private static final Logger log = LoggerFactory.getLogger(BroadcastConfig.class);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    /** How far the wall clock can be believed. */
    @Bean
    KernelTime kernelTime(RucksackProperties properties, Clock clock) {
        RucksackProperties.Host host = properties.host();
        return new KernelTime(host.proc(), host.sys(), host.timeSynchronised(), clock);
    }

    /** The machine's monotonic clock. */
    @Bean
    LongSupplier nanos() {
        return System::nanoTime;
    }

    @Bean
    KeyMask keyMask() {
        KeyMask mask = new KeyMask();
        MaskingLayout.maskBy(mask);
        return mask;
    }

    /** The first values of the settings: our own, and over them what the environment says if it makes sense. */
    @Bean
    Settings firstSettings(RucksackProperties properties) {
        try {
            return SettingsTree.merge(Settings.DEFAULTS, properties.settings());
        } catch (SettingsInvalidException e) {
            e.violations()
                    .forEach(wrong ->
                            log.warn("The environment's rucksack.{} is not taken: {}", wrong.field(), wrong.detail()));
            return Settings.DEFAULTS;
        }
    }

    @Bean
    SettingsDesk settingsDesk(RucksackProperties properties, KeyMask mask, Settings firstSettings) {
        Path home = home(properties);
        return new SettingsDesk(new SettingsFile(home, firstSettings), new KeyFile(home), mask, firstSettings);
    }

    private static Path home(RucksackProperties properties) {
        Path home = properties.home().toAbsolutePath();
        try {
            Files.createDirectories(home);
        } catch (IOException e) {
            log.error("{} cannot be made; settings, key and order will not be kept: {}", home, e.toString());
        }
        return home;
    }

    /** The broadcast closes it. */
    @Bean(destroyMethod = "")
    OrderDesk orderDesk(RucksackProperties properties, Clock clock, KernelTime time) {
        Path home = home(properties);
        return new OrderDesk(
                new OrderFile(home, clock),
                new ProofFile(home),
                properties.resume().law(),
                time);
    }

    @Bean(initMethod = "start", destroyMethod = "close")
    Broadcast broadcast(
            Works works,
            SettingsDesk desk,
            OrderDesk orders,
            RucksackProperties properties,
            Clock clock,
            LongSupplier nanos) {
        Path home = home(properties);
        Broadcast broadcast = new Broadcast(
                new StreamMachine(
                        RestartPolicy.INGEST, () -> ThreadLocalRandom.current().nextDouble()),
                works,
                desk,
                orders,
                new SysHost(properties.host().sys(), properties.recordings()),
                nanos,
                new Reporter(UUID.randomUUID().toString(), clock));
        broadcast.listen(new CautionLog(LoggerFactory.getLogger(CautionLog.class)::warn));
        return broadcast;
    }

    /** Processes take processor time to start: without a stream to go on with, the service itself is to be ready first. */
    @Bean
    ApplicationListener<ApplicationReadyEvent> warmUp(Broadcast broadcast) {
        return event -> broadcast.warm();
    }

    @Bean
    SlateDesk slateDesk(Slates slates, Broadcast broadcast) {
        return new SlateDesk(slates, broadcast);
    }

    @Bean
    EncoderMetrics encoderMetrics(Broadcast broadcast, PrometheusRegistry registry) {
        EncoderMetrics metrics = new EncoderMetrics(broadcast::report);
        registry.register(metrics);
        return metrics;
    }

    @Bean
    StreamEndpoint streamEndpoint(Broadcast broadcast) {
        return new StreamEndpoint(broadcast::report);
    }

    @Bean
    LoopHealth loopHealthIndicator(Broadcast broadcast) {
        return new LoopHealth(broadcast);
    }

    @Bean
    HomeHealth homeHealthIndicator(RucksackProperties properties) {
        return new HomeHealth(properties.home().toAbsolutePath());
    }
}
