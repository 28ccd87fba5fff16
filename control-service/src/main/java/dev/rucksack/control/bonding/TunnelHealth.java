package dev.rucksack.control.bonding;

import org.jspecify.annotations.Nullable;

/**
 * What the bond says of the tunnel as a whole; null is unknown.
 *
 * @param latencySeconds round trip through it
 * @param streams how the streams fare that the bond has recognised
 * @param rates what the bond's rates count
 * @param noisy whether it has said things within the last minute that cannot be read
 */
public record TunnelHealth(
        @Nullable Double latencySeconds, @Nullable StreamHealth streams, RateFinding rates, boolean noisy) {}
