/** The page in a real browser. */
package dev.rucksack.e2e.page;
