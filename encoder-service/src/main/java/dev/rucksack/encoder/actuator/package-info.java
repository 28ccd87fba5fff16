/** The stream's account for whoever looks after the machine: {@code /actuator/stream}. */
@NullMarked
package dev.rucksack.encoder.actuator;

import org.jspecify.annotations.NullMarked;
