package dev.rucksack.lab.speedify;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** {@code stats}: events until the time is over, the reader is gone or the daemon is down. */
final class Feed {

    private static final long MILLION = 1_000_000L;
    private static final double LEAST_STREAM_BITS_PER_SECOND = 300_000;
    private static final Set<String> PERIODS = Set.of("current", "day", "week", "month", "total");
    private static final int MOST_PERIODS = 5;

    private final Bond bond;
    private final Faults faults;
    private final Pace pace;
    private final Call call;
    private final long endNanos;
    private final boolean historic;
    private final List<String> periods;
    private final Rows rows;
    private final long restarts;
    private Object lastState = "";
    private Object lastAdapters = "";
    private long adaptersSeen = -1;
    private long ticks;

    private record Event(String name, Object payload) {}

    Feed(Bond bond, Faults faults, Pace pace, Call call) throws Failure {
        this.bond = bond;
        this.faults = faults;
        this.pace = pace;
        this.call = call;
        rows = new Rows(faults);
        restarts = bond.restarts();
        long seconds = 0;
        List<String> wanted = new ArrayList<>();
        for (String word : call.words()) {
            if (seconds == 0 && wanted.isEmpty() && word.matches("[1-9][0-9]{0,8}")) {
                seconds = Long.parseLong(word);
            } else if (PERIODS.contains(word) || word.matches("[1-9][0-9]{0,5}")) {
                wanted.add(word);
            } else if (!word.equals("networksharing") && !word.equals("historic")) {
                throw Failure.invalid();
            }
        }
        if (wanted.size() > MOST_PERIODS) {
            throw Failure.invalid();
        }
        historic = call.words().contains("historic");
        periods = wanted.isEmpty() ? List.of("current", "day") : List.copyOf(wanted);
        endNanos = seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + seconds * 1000 * MILLION;
    }

    /**
     * Runs it; false when the daemon went away under it.
     *
     * @param in ends when the reader is gone: a feed that has fallen silent could not find out by writing
     */
    boolean run(InputStream in, OutputStream out) throws IOException, InterruptedException {
        FeedWriter writer = new FeedWriter(out, style(), faults.damage);
        if (historic) {
            writer.event("session_stats", Rows.session(bond, List.of("day", "week", "month", "total")));
            return true;
        }
        long tick = System.nanoTime();
        while (bond.restarts() == restarts && !faults.down) {
            long seen = bond.changes();
            boolean due = System.nanoTime() - tick >= 0;
            if (!faults.hung) {
                write(writer, due);
            }
            if (due) {
                tick = Math.max(tick, System.nanoTime() - pace.tickMillis * MILLION) + pace.tickMillis * MILLION;
            }
            if (endNanos != Long.MAX_VALUE && System.nanoTime() - endNanos >= 0 && !faults.hung) {
                return true;
            }
            bond.awaitChange(seen, endNanos == Long.MAX_VALUE || tick - endNanos < 0 ? tick : endNanos);
        }
        if (bond.restarts() != restarts && bond.fate() == FeedFate.FALLS_SILENT) {
            in.transferTo(OutputStream.nullOutputStream());
            return true;
        }
        return false;
    }

    private PrintStyle style() {
        synchronized (bond) {
            return call.style(bond.version);
        }
    }

    private void write(FeedWriter writer, boolean due) throws IOException, InterruptedException {
        int every = faults.timeoutEvery;
        if (due && every > 0 && ++ticks % every == 0) {
            writer.event("error", Failure.timeout().json());
        }
        if (every == 1) {
            return;
        }
        for (Event event : events(due)) {
            writer.event(event.name(), event.payload());
        }
        if (due) {
            writer.tick(lastAdapters);
        }
    }

    private List<Event> events(boolean due) {
        List<Event> events = new ArrayList<>();
        synchronized (bond) {
            Map<String, Object> state = bond.stateJson();
            if (!state.equals(lastState)) {
                lastState = state;
                events.add(new Event("state", state));
            }
            if (bond.changes() != adaptersSeen) {
                adaptersSeen = bond.changes();
                Object adapters = bond.adaptersJson();
                if (!adapters.equals(lastAdapters)) {
                    lastAdapters = adapters;
                    events.add(new Event("adapters", adapters));
                }
            }
            if (due) {
                events.add(new Event("connection_stats", rows.connections(bond)));
                events.add(new Event("session_stats", Rows.session(bond, periods)));
                if (bond.state.equals("CONNECTED") && bond.loadBitsPerSecond > LEAST_STREAM_BITS_PER_SECOND) {
                    events.add(new Event("streaming_stats", rows.streaming(bond)));
                }
            }
        }
        return events;
    }
}
