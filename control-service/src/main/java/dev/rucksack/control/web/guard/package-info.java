/** Who may come in: Host, Origin, the cookie of a paired phone, and what a refusal says. */
@NullMarked
package dev.rucksack.control.web.guard;

import org.jspecify.annotations.NullMarked;
