/** The raw picture: frames, the clock that gives the encoder one per tick, and the books that account for each. */
@NullMarked
package dev.rucksack.encoder.frame;

import org.jspecify.annotations.NullMarked;
