/** Speedify, read through its command-line tool: the only package that starts processes. */
@NullMarked
package dev.rucksack.control.bonding.speedify;

import org.jspecify.annotations.NullMarked;
