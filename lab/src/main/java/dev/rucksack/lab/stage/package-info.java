/** The lab's equipment on one stage, played by lines of text: for scripts whose product runs elsewhere, in containers. */
@NullMarked
package dev.rucksack.lab.stage;

import org.jspecify.annotations.NullMarked;
