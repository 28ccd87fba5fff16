/** The log's last door: nothing secret passes. */
@NullMarked
package dev.rucksack.encoder.logging;

import org.jspecify.annotations.NullMarked;
