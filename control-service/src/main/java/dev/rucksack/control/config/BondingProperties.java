package dev.rucksack.control.config;

import dev.rucksack.control.bonding.kernel.KernelBond;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * {@code rucksack.bonding} and {@code rucksack.links}: what bonds the links, and which they are.
 *
 * @param mode {@code rucksack.bonding}: {@code auto} for Speedify where it is installed and the plain links otherwise,
 *     or one of the two, or {@code none}
 */
@ConfigurationProperties("rucksack")
record BondingProperties(
        @Name("bonding") @DefaultValue("auto") Mode mode,
        @DefaultValue Links links) {

    enum Mode {
        AUTO,
        SPEEDIFY,
        KERNEL,
        NONE
    }

    /**
     * The plain links.
     *
     * @param interfaces {@code auto} for those with hardware behind them; names to add, with {@code !} to leave out,
     *     {@code *} for any letters
     * @param probeLive time between two probes of each link while the stream is wanted; 0 for none
     * @param probeIdle the same while it is not
     * @param sys where sysfs is
     * @param proc where procfs is
     */
    record Links(
            @DefaultValue("auto") List<String> interfaces,
            @DefaultValue("7s") Duration probeLive,
            @DefaultValue("60s") Duration probeIdle,
            @DefaultValue("/sys") Path sys,
            @DefaultValue("/proc") Path proc) {

        KernelBond.Settings settings() {
            return new KernelBond.Settings(sys, proc, interfaces, probeLive, probeIdle);
        }
    }
}
