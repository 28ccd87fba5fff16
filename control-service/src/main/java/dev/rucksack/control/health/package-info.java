/** What makes control-service alive and ready. */
@NullMarked
package dev.rucksack.control.health;

import org.jspecify.annotations.NullMarked;
