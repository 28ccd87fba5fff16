package dev.rucksack.control.bonding.steering;

/**
 * What is wanted of an item.
 *
 * @param mayBegin whether it may be set now; if not, only what is set already stays so
 */
record Wish(Item item, String value, boolean mayBegin) {}
