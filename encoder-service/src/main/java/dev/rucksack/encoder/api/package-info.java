/** The encoder's HTTP API and its server-sent events, as docs/contract.md says. */
@NullMarked
package dev.rucksack.encoder.api;

import org.jspecify.annotations.NullMarked;
