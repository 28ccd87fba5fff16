package dev.rucksack.lab.demo;

import java.io.PrintStream;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;

/** Plain lines for people and scripts: no colours, no cursor. Any thread may write. */
final class Screen {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

    private final PrintStream out;

    Screen(PrintStream out) {
        this.out = out;
    }

    /** A line as it is. */
    synchronized void line(String text) {
        out.println(text);
        out.flush();
    }

    /** A line with the time and what it is about. */
    void told(String what, String text) {
        line(String.format("%s  %-8s %s", TIME.format(LocalTime.now()), what, text));
    }
}
