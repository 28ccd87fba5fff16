/** How the lab starts what must not outlive it. */
@NullMarked
package dev.rucksack.lab.process;

import org.jspecify.annotations.NullMarked;
