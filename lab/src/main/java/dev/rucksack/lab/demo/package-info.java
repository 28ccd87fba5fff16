/** The whole product on one machine: both services, and the lab in place of everything a desk lacks. */
@NullMarked
package dev.rucksack.lab.demo;

import org.jspecify.annotations.NullMarked;
