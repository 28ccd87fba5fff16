package dev.rucksack.control.config;

import dev.rucksack.control.bonding.kernel.KernelBond;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger log = LoggerFactory.getLogger(BondingProperties.class);

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
     * @param portalPage asked for over a link that the ingest does not answer over; empty for nothing
     * @param sys where sysfs is
     * @param proc where procfs is
     */
    record Links(
            @DefaultValue("auto") List<String> interfaces,
            @DefaultValue("7s") Duration probeLive,
            @DefaultValue("60s") Duration probeIdle,
            @DefaultValue("") String portalPage,
            @DefaultValue("/sys") Path sys,
            @DefaultValue("/proc") Path proc) {

        KernelBond.Settings settings() {
            return new KernelBond.Settings(sys, proc, interfaces, probeLive, probeIdle, page());
        }

        private @Nullable URI page() {
            if (portalPage.isBlank()) {
                return null;
            }
            try {
                URI page = new URI(portalPage.strip());
                if ("http".equals(page.getScheme()) && page.getHost() != null) {
                    return page;
                }
            } catch (URISyntaxException e) {
                // said below
            }
            log.warn(
                    "RUCKSACK_LINKS_PORTALPAGE is not an http:// address: {}. Sign-in pages are not looked for.",
                    portalPage);
            return null;
        }
    }
}
