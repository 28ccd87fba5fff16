package dev.rucksack.encoder.uplink;

import org.jspecify.annotations.Nullable;

/**
 * Where a publisher connects to, and what it says it is talking to.
 *
 * @param destination the real one: its address and application stand in the protocol
 * @param port the Gate's, on 127.0.0.1
 * @param key what to publish as; must not be in an argument or the environment. null only with SRT
 */
public record PublisherTarget(
        Destination destination, int port, @Nullable StreamKey key) {}
