/** Pairing: a code that works once, and the phones that have used one. */
@NullMarked
package dev.rucksack.control.web.pairing;

import org.jspecify.annotations.NullMarked;
