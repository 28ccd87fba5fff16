package dev.rucksack.lab.speedify;

/** What becomes of running feeds when the daemon restarts; which it is with the real one is not documented. */
public enum FeedFate {
    ENDS,
    FALLS_SILENT
}
