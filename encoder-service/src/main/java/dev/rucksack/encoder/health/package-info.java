/** Whether this process works, and whether it can be used. */
@NullMarked
package dev.rucksack.encoder.health;

import org.jspecify.annotations.NullMarked;
