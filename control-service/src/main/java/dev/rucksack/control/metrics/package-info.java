/** Every meter name of control-service. */
@NullMarked
package dev.rucksack.control.metrics;

import org.jspecify.annotations.NullMarked;
