package dev.rucksack.control.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.steering.StreamPolicy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SpeedifyPropertiesTests {

    private static SpeedifyProperties of(Map<String, Object> environment) {
        var source = new SystemEnvironmentPropertySource("systemEnvironment", environment);
        return new Binder(ConfigurationPropertySources.from(source))
                .bindOrCreate("rucksack.speedify", SpeedifyProperties.class);
    }

    @Test
    void byDefaultModeAndRulesAreSetForTheStreamAndNothingElse() {
        assertThat(of(Map.of()).steering(Path.of("steering")).stream())
                .isEqualTo(new StreamPolicy(BondingMode.STREAMING, 0, null, true));
    }

    @Test
    void theEnvironmentSetsAllOfIt() {
        var steering = of(Map.of(
                        "RUCKSACK_SPEEDIFY_MODE", "keep",
                        "RUCKSACK_SPEEDIFY_REDUNDANT_BELOW", "1500000",
                        "RUCKSACK_SPEEDIFY_TRANSPORT", "tcp-multi",
                        "RUCKSACK_SPEEDIFY_RULES", "false",
                        "RUCKSACK_SPEEDIFY_LINKS", "wlan0=never; nonsense"))
                .steering(Path.of("steering"));
        assertThat(steering.stream()).isEqualTo(new StreamPolicy(null, 1_500_000, Transport.TCP_MULTI, false));
        assertThat(steering.links().problems()).hasSize(1);
    }
}
