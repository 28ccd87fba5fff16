/** Checks the Grafana dashboard without a Grafana: its geometry on paper, its expressions against a live Prometheus. */
@NullMarked
package dev.rucksack.lab.dashboard;

import org.jspecify.annotations.NullMarked;
