/** All wiring and every property. The only package that sees both the domain and its adapters. */
@NullMarked
package dev.rucksack.encoder.config;

import org.jspecify.annotations.NullMarked;
