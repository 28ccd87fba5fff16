package dev.rucksack.control.config;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Transport;
import dev.rucksack.control.bonding.speedify.RateUnit;
import dev.rucksack.control.bonding.speedify.SpeedifyBond;
import dev.rucksack.control.bonding.steering.LinkRules;
import dev.rucksack.control.bonding.steering.Steerer;
import dev.rucksack.control.bonding.steering.StreamPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rucksack.speedify}: the bonding program.
 *
 * @param cli path of {@code speedify_cli}; nothing there is a state, not an error
 * @param rateUnit unit of the feed's rates, {@code bits}, {@code bytes} or {@code auto}
 * @param lookAgain time between two looks for a program or a daemon that is not there
 * @param names the operator's name for a link by its interface: {@code names.usb0: Vodafone}
 * @param mode the mode while the stream is wanted, or {@code keep}
 * @param redundantBelow a stream of fewer bits per second goes redundant; 0 for none
 * @param transport the transport while the stream is wanted, or {@code keep}
 * @param rules whether Speedify is told the ingest as a stream while it is wanted
 * @param links rules for links: {@code wlan0=never; Second SIM=backup, 20GB/month@5}
 */
@ConfigurationProperties("rucksack.speedify")
record SpeedifyProperties(
        @DefaultValue("/usr/share/speedify/speedify_cli") Path cli,
        @DefaultValue("bits") RateUnit rateUnit,
        @DefaultValue("5s") Duration lookAgain,
        @DefaultValue Map<String, String> names,
        @DefaultValue("streaming") Mode mode,
        @DefaultValue("0") long redundantBelow,
        @DefaultValue("keep") TransportWish transport,
        @DefaultValue("true") boolean rules,
        @DefaultValue("") String links) {

    /** A mode, or as it is. */
    enum Mode {
        KEEP,
        REDUNDANT,
        SPEED,
        STREAMING
    }

    /** A transport, or as it is. */
    enum TransportWish {
        KEEP,
        AUTO,
        TCP,
        TCP_MULTI,
        UDP,
        HTTPS
    }

    SpeedifyBond.Settings settings(Path sys, Path feed) {
        return new SpeedifyBond.Settings(cli, rateUnit, names, lookAgain, sys, feed);
    }

    Steerer.Settings steering(Path ledger) {
        StreamPolicy stream = new StreamPolicy(
                mode == Mode.KEEP ? null : BondingMode.valueOf(mode.name()),
                redundantBelow,
                transport == TransportWish.KEEP ? null : Transport.valueOf(transport.name()),
                rules);
        return new Steerer.Settings(stream, LinkRules.of(links), ledger);
    }
}
