@NullMarked
package dev.rucksack.encoder.flv;

import org.jspecify.annotations.NullMarked;
