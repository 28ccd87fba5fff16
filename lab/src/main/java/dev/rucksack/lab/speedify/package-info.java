/** A stand-in for Speedify: an executable {@code speedify_cli} and the daemon behind it. */
@NullMarked
package dev.rucksack.lab.speedify;

import org.jspecify.annotations.NullMarked;
