/**
 * The recording: what the encoders give, on the disk in parts, from before the uplink's drops. Written as FLV, which loses
 * nothing but its end when the power goes; a closed part becomes MP4, which phones play. Plain Java.
 */
@NullMarked
package dev.rucksack.encoder.recording;

import org.jspecify.annotations.NullMarked;
