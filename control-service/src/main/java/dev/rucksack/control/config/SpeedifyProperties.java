package dev.rucksack.control.config;

import dev.rucksack.control.bonding.speedify.RateUnit;
import dev.rucksack.control.bonding.speedify.SpeedifyBond;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rucksack.speedify}: the bonding program.
 *
 * @param cli path of {@code speedify_cli}; nothing there is a state, not an error
 * @param rateUnit unit of the feed's rates, {@code bits} or {@code bytes}
 * @param lookAgain time between two looks for a program or a daemon that is not there
 * @param names the operator's name for a link by its interface: {@code names.usb0: Vodafone}
 */
@ConfigurationProperties("rucksack.speedify")
record SpeedifyProperties(
        @DefaultValue("/usr/share/speedify/speedify_cli") Path cli,
        @DefaultValue("bits") RateUnit rateUnit,
        @DefaultValue("5s") Duration lookAgain,
        @DefaultValue Map<String, String> names) {

    SpeedifyBond.Settings settings(Path sys) {
        return new SpeedifyBond.Settings(cli, rateUnit, names, lookAgain, sys);
    }
}
