/** A camera with a microphone on loopback ports, whose every frame says its number. */
@NullMarked
package dev.rucksack.lab.camera;

import org.jspecify.annotations.NullMarked;
