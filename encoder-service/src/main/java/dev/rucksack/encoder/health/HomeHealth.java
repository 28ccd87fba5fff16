package dev.rucksack.encoder.health;

import java.nio.file.Files;
import java.nio.file.Path;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready: settings, key and order can be kept. A missing camera, key or link is a state of the stream, not this. */
public final class HomeHealth implements HealthIndicator {

    /** Each of the three is a file of some kilobytes, written beside the old one. */
    private static final long ROOM_BYTES = 256 * 1024;

    private final Path home;

    public HomeHealth(Path home) {
        this.home = home;
    }

    @Override
    public Health health() {
        if (!Files.isDirectory(home) || !Files.isReadable(home) || !Files.isWritable(home)) {
            return down("cannot be written");
        }
        return home.toFile().getUsableSpace() < ROOM_BYTES
                ? down("its disk is full")
                : Health.up().build();
    }

    private static Health down(String why) {
        return Health.down().withDetail("home", why).build();
    }
}
