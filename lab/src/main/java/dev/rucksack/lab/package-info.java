@NullMarked
package dev.rucksack.lab;

import org.jspecify.annotations.NullMarked;
