/**
 * The network side: from the encoders' tags to the ingest. Plain Java; starts no process itself (see
 * {@link dev.rucksack.encoder.uplink.Publishers}).
 *
 * <p>RTMP section numbers refer to Adobe's <em>Real Time Messaging Protocol specification, version 1.0</em>; SRT ones to the
 * IETF draft <em>draft-sharabayko-srt-01</em>.
 */
@NullMarked
package dev.rucksack.encoder.uplink;

import org.jspecify.annotations.NullMarked;
