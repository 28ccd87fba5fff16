@NullMarked
package dev.rucksack.control;

import org.jspecify.annotations.NullMarked;
