/** The desk between people and machines: orders go one way, what is seen goes the other. Plain Java. */
@NullMarked
package dev.rucksack.control.desk;

import org.jspecify.annotations.NullMarked;
