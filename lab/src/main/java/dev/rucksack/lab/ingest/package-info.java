/** Where the stream goes: ingests that record what they received and show what a viewer sees. */
@NullMarked
package dev.rucksack.lab.ingest;

import org.jspecify.annotations.NullMarked;
