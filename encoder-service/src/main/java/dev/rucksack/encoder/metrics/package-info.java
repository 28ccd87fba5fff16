/** Every meter of the encoder-service. */
@NullMarked
package dev.rucksack.encoder.metrics;

import org.jspecify.annotations.NullMarked;
