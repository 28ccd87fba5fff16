/** The links without a bond, as the kernel tells them: interfaces, routes, and probes to the ingest. */
@NullMarked
package dev.rucksack.control.bonding.kernel;

import org.jspecify.annotations.NullMarked;
