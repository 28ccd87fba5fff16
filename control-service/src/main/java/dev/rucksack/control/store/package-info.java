/** The small files in control's home. */
@NullMarked
package dev.rucksack.control.store;

import org.jspecify.annotations.NullMarked;
