/** Both packaged services with the lab around them, as a person has them. */
@NullMarked
package dev.rucksack.e2e;

import org.jspecify.annotations.NullMarked;
