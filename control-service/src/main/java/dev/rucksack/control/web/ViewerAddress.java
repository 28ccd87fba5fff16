package dev.rucksack.control.web;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * Where a picture of what viewers see can be had.
 *
 * @param url null where there is none
 */
public record ViewerAddress(@Nullable URI url) {}
