/** The raw sound: samples on the stream's clock, whatever the microphone does. */
@NullMarked
package dev.rucksack.encoder.sound;

import org.jspecify.annotations.NullMarked;
