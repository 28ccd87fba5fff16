package dev.rucksack.lab.scenario;

/**
 * A goal, judged.
 *
 * @param law whether missing it fails the run: counts, order, identity. What is measured in seconds on a shared machine is told
 *     and not held against anybody
 * @param what is asked
 * @param wanted the bound
 * @param found what was seen
 * @param met whether it was kept
 */
public record Check(boolean law, String what, String wanted, String found, boolean met) {}
