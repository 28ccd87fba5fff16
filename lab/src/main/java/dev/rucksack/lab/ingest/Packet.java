package dev.rucksack.lab.ingest;

/**
 * Media as it came in at an ingest.
 *
 * @param session which publishing session, from 0
 * @param video picture or sound
 * @param key a picture that decodes by itself
 * @param timestampMillis its time within the session, as the ingest wrote it
 * @param nanos when it was there, {@link System#nanoTime()}, late by at most the time between two looks
 * @param bytes its size
 */
public record Packet(int session, boolean video, boolean key, int timestampMillis, long nanos, int bytes) {}
