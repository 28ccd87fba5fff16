package dev.rucksack.lab.board;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The board's side of the line protocol, pure: bytes and time in, lines and lamps out. Not thread-safe.
 *
 * <p>Protocol: docs/contract.md, "Board and host".
 */
final class Firmware {

    /** Which program the board runs. */
    enum Kind {
        /** Ours: hello, presses by name, lamps that follow the host, acknowledgements. */
        RUCKSACK,
        /** The board's first program: {@code 1}, {@code 2}, and {@code 3} without end while the switch is on; deaf. */
        ORIGINAL
    }

    static final String STALE = "stale";
    static final long SILENCE_NANOS = 3_000_000_000L;
    static final long REPEAT_NANOS = 100_000_000L;

    private static final int LONGEST_LINE = 64;
    private static final Set<String> STATES =
            Set.of("idle", "starting", "stopping", "live", "hot", "reconnecting", "slate", "privacy", "fault", STALE);
    private static final Pattern LAMP = Pattern.compile("lamp ([a-z]+) ([0-9]{1,18})");

    /** What a step of the board did. {@code number} is null where the board lit by itself. */
    record Lit(String state, @Nullable Long number) {}

    private final Kind kind;
    private final StringBuilder line = new StringBuilder();
    private final List<String> toHost = new ArrayList<>();
    private final List<Lit> lit = new ArrayList<>();
    private boolean overlong;
    private boolean switchedOn;
    private long heardNanos;
    private long repeatNanos;
    private String shown = STALE;
    private long dropped;

    Firmware(Kind kind, long nowNanos) {
        this.kind = kind;
        this.heardNanos = nowNanos;
    }

    void connected() {
        if (kind == Kind.RUCKSACK) {
            toHost.add("rucksack 1");
        }
    }

    void press(char button) {
        toHost.add(kind == Kind.RUCKSACK ? "press " + button : button == 'a' ? "1" : "2");
    }

    void slide(boolean on, long nowNanos) {
        switchedOn = on;
        repeatNanos = nowNanos;
        if (kind == Kind.RUCKSACK) {
            toHost.add(on ? "switch on" : "switch off");
        }
    }

    void receive(byte[] bytes, long nowNanos) {
        if (kind == Kind.ORIGINAL) {
            return;
        }
        for (char c : new String(bytes, StandardCharsets.ISO_8859_1).toCharArray()) {
            if (c == '\n') {
                if (overlong) {
                    dropped++;
                } else {
                    heardNanos = nowNanos;
                    read(line.toString());
                }
                line.setLength(0);
                overlong = false;
            } else if (c != '\r') {
                overlong |= line.length() >= LONGEST_LINE;
                if (!overlong) {
                    line.append(c);
                }
            }
        }
    }

    private void read(String text) {
        Matcher lamp = LAMP.matcher(text);
        if (text.equals("?")) {
            toHost.add("rucksack 1");
        } else if (lamp.matches() && STATES.contains(lamp.group(1))) {
            light(lamp.group(1), Long.valueOf(lamp.group(2)));
            toHost.add("ack " + lamp.group(2));
        } else {
            dropped++;
        }
    }

    void tick(long nowNanos) {
        if (kind == Kind.ORIGINAL) {
            if (switchedOn && nowNanos - repeatNanos >= 0) {
                toHost.add("3");
                repeatNanos = nowNanos + REPEAT_NANOS;
            }
        } else if (nowNanos - heardNanos >= SILENCE_NANOS && !shown.equals(STALE)) {
            light(STALE, null);
        }
    }

    private void light(String state, @Nullable Long number) {
        shown = state;
        lit.add(new Lit(state, number));
    }

    String shown() {
        return shown;
    }

    long dropped() {
        return dropped;
    }

    List<String> takeLines() {
        List<String> lines = List.copyOf(toHost);
        toHost.clear();
        return lines;
    }

    List<Lit> takeLit() {
        List<Lit> lights = List.copyOf(lit);
        lit.clear();
        return lights;
    }
}
