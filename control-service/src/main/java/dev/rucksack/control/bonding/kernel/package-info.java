/** Room for watching the plain interfaces without a bond; until then, the bond that is not there. */
@NullMarked
package dev.rucksack.control.bonding.kernel;

import org.jspecify.annotations.NullMarked;
