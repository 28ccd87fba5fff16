/**
 * Steering the bond: what is wanted of it for the stream and by rule, what it is, what we changed and put back. Plain
 * Java; what talks to the bond is behind {@link dev.rucksack.control.bonding.steering.TunnelControl}.
 */
@NullMarked
package dev.rucksack.control.bonding.steering;

import org.jspecify.annotations.NullMarked;
