/**
 * The domain of going live: what the operator wants, what is, which faults there are and when to try again. Plain Java;
 * knows no framework and starts nothing.
 */
@NullMarked
package dev.rucksack.encoder.stream;

import org.jspecify.annotations.NullMarked;
