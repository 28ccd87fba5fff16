/** The door for people: the page, its API and its events. */
@NullMarked
package dev.rucksack.control.web;

import org.jspecify.annotations.NullMarked;
