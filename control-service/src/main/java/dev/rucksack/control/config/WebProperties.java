package dev.rucksack.control.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * {@code rucksack.web}: the door for people.
 *
 * @param names names under which the page may be opened, besides the pack's addresses, its own name, {@code localhost}
 *     and {@code *.local}
 * @param pairingCode a code that always works, for demonstrations and tests only: whoever knows it is in
 */
@ConfigurationProperties("rucksack.web")
record WebProperties(
        @DefaultValue List<String> names, @Nullable String pairingCode) {}
