/**
 * The fault laboratory: what can go wrong, caused on purpose, and what viewers, recording and counters made of it. The list is
 * {@link dev.rucksack.lab.scenario.Catalogue}; each kind of fault has a class of its own.
 */
@NullMarked
package dev.rucksack.lab.scenario;

import org.jspecify.annotations.NullMarked;
