package dev.rucksack.lab.scenario;

/** Something asked of the product, and whether it was so. */
interface Goal {

    Check check(Evidence evidence);
}
