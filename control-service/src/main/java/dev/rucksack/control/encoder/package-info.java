/** What control knows of the encoder-service and what it may ask of it. Plain Java. */
@NullMarked
package dev.rucksack.control.encoder;

import org.jspecify.annotations.NullMarked;
