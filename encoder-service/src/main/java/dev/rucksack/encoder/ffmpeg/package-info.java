/** The only package that starts child processes: their law, their command lines, what their exit means. */
@NullMarked
package dev.rucksack.encoder.ffmpeg;

import org.jspecify.annotations.NullMarked;
