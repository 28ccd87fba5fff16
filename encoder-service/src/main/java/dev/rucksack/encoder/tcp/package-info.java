/** What Linux tells of our own TCP connections. The only package that calls the C library. */
@NullMarked
package dev.rucksack.encoder.tcp;

import org.jspecify.annotations.NullMarked;
