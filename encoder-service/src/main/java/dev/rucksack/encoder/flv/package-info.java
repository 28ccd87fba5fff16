/**
 * The wire inside: FLV tags between encoders, queue, recorder and publisher. The only container that Java parses here.
 *
 * <p>Section numbers refer to the <em>Adobe Flash Video File Format Specification, version 10.1</em>, Annex E, and to
 * <em>Enhanced RTMP v1</em> (Veovera Software Organization).
 */
@NullMarked
package dev.rucksack.encoder.flv;

import org.jspecify.annotations.NullMarked;
