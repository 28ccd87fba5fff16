/** What Linux tells of our own sockets and does with them, beyond what Java has. The only package that calls the C library. */
@NullMarked
package dev.rucksack.encoder.socket;

import org.jspecify.annotations.NullMarked;
