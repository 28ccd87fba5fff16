@org.jspecify.annotations.NullMarked
package dev.rucksack.encoder.recording;
