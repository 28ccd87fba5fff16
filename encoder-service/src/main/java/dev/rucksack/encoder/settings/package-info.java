/** What a person chooses, checked: capture, sound, encoder, destination and the key. Plain Java. */
@NullMarked
package dev.rucksack.encoder.settings;

import org.jspecify.annotations.NullMarked;
