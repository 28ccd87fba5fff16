package dev.rucksack.control.bonding.steering;

import org.jspecify.annotations.Nullable;

/**
 * A place where the tunnel can end.
 *
 * @param tag by what it is named to the bond: {@code de-frankfurt-7}
 * @param name as people say it, else the tag
 * @param country two letters, null when unknown
 * @param dedicated whether it is the account's own
 */
public record Server(
        String tag,
        String name,
        @Nullable String country,
        @Nullable String city,
        boolean dedicated) {}
