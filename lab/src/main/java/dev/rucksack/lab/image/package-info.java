/** The services as their images start them, without Docker. */
@NullMarked
package dev.rucksack.lab.image;

import org.jspecify.annotations.NullMarked;
