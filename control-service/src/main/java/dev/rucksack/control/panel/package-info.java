/** The strap board as the operator knows it: buttons, switch, lamps, the line protocol. Plain Java. */
@NullMarked
package dev.rucksack.control.panel;

import org.jspecify.annotations.NullMarked;
