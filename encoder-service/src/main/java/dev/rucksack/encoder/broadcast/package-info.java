/**
 * The application: carries out what the {@code stream} machine decides, on one thread, and tells what is, in one snapshot
 * for report and metrics alike. Joins the raw side and the wire side. Plain Java.
 */
@NullMarked
package dev.rucksack.encoder.broadcast;

import org.jspecify.annotations.NullMarked;
