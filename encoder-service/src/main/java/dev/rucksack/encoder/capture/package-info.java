/** Cameras and microphones: which are there, how they are opened, and that they are opened again. */
@NullMarked
package dev.rucksack.encoder.capture;

import org.jspecify.annotations.NullMarked;
