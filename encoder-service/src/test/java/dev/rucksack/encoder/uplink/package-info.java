@NullMarked
package dev.rucksack.encoder.uplink;

import org.jspecify.annotations.NullMarked;
