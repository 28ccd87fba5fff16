/** Binds a socket to a network interface: the only room from which the C library is called. */
@NullMarked
package dev.rucksack.control.bonding.kernel.device;

import org.jspecify.annotations.NullMarked;
