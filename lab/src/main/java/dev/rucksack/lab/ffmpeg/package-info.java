/** Where the lab takes its ffmpeg from, and how it runs one. */
@NullMarked
package dev.rucksack.lab.ffmpeg;

import org.jspecify.annotations.NullMarked;
