/** All wiring and all properties; the only package that sees both sides. */
@NullMarked
package dev.rucksack.control.config;

import org.jspecify.annotations.NullMarked;
