@NullMarked
package dev.rucksack.encoder;

import org.jspecify.annotations.NullMarked;
