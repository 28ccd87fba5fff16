/** Benchmarks: the product beside the original's one-liner, in one run, as ratios. */
@NullMarked
package dev.rucksack.lab.bench;

import org.jspecify.annotations.NullMarked;
