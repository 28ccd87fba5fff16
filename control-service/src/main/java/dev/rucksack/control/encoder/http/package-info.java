/** The encoder-service over local HTTP and server-sent events. */
@NullMarked
package dev.rucksack.control.encoder.http;

import org.jspecify.annotations.NullMarked;
