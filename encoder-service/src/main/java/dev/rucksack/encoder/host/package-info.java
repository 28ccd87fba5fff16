/** The computer in the pack: heat, power, disk. */
@NullMarked
package dev.rucksack.encoder.host;

import org.jspecify.annotations.NullMarked;
