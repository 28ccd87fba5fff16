package dev.rucksack.encoder.health;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready: settings, key and order can be kept. A missing camera, key or link is a state of the stream, not this. */
public final class HomeHealth implements HealthIndicator {

    private final Path home;

    public HomeHealth(Path home) {
        this.home = home;
    }

    @Override
    public Health health() {
        boolean usable = Files.isDirectory(home) && Files.isReadable(home) && Files.isWritable(home);
        return usable
                ? Health.up().build()
                : Health.down().withDetail("home", "cannot be written").build();
    }
}
