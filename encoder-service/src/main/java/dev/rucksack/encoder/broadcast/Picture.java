package dev.rucksack.encoder.broadcast;

import dev.rucksack.encoder.frame.PictureSize;

/**
 * One raw frame, yuv420p: the Y plane, then U and V at half width and height.
 *
 * @param bytes the receiver's own
 */
@SuppressWarnings("ArrayRecordComponent")
public record Picture(PictureSize size, byte[] bytes) {}
