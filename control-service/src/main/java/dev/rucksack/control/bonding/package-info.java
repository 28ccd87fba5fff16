/** The bond and its links: tunnel, link, health, cap, verdict. Plain Java. */
@NullMarked
package dev.rucksack.control.bonding;

import org.jspecify.annotations.NullMarked;
