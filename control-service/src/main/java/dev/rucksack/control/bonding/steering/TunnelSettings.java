package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.bonding.Transport;
import org.jspecify.annotations.Nullable;

/** The bond's settings, as far as they are steered; null is unknown. */
public record TunnelSettings(
        @Nullable BondingMode mode, @Nullable Transport transport) {}
