/** Reads recordings of the lab's camera: which frames are there, and whether sound and picture are together. */
@NullMarked
package dev.rucksack.lab.reader;

import org.jspecify.annotations.NullMarked;
