/** Files below the service's home: settings, key and order. Written whole or not at all. */
@NullMarked
package dev.rucksack.encoder.store;

import org.jspecify.annotations.NullMarked;
