/** The Circuit Playground Express on a pseudo-terminal. */
@NullMarked
package dev.rucksack.lab.board;

import org.jspecify.annotations.NullMarked;
