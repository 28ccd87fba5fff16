package dev.rucksack.lab.speedify;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** {@code stats}: events until the time is over, the reader is gone or the daemon is down. */
final class Feed {

    private static final long SECOND = 1_000_000_000L;
    private static final double LEAST_STREAM_BITS_PER_SECOND = 300_000;
    private static final Set<String> PERIODS = Set.of("current", "day", "week", "month", "total");

    private final Bond bond;
    private final Faults faults;
    private final Call call;
    private final long endNanos;
    private final List<String> periods;
    private final Rows rows = new Rows();
    private Object lastState = "";
    private Object lastAdapters = "";

    Feed(Bond bond, Faults faults, Call call) throws Failure {
        this.bond = bond;
        this.faults = faults;
        this.call = call;
        long seconds = 0;
        List<String> wanted = new ArrayList<>();
        for (String word : call.words()) {
            if (seconds == 0 && wanted.isEmpty() && word.matches("[1-9][0-9]{0,8}")) {
                seconds = Long.parseLong(word);
            } else if (PERIODS.contains(word) || word.matches("[1-9][0-9]{0,5}")) {
                wanted.add(word);
            } else if (!word.equals("networksharing")) {
                throw Failure.invalid();
            }
        }
        if (wanted.size() > 5) {
            throw Failure.invalid();
        }
        periods = wanted.isEmpty() ? List.of("current", "day") : List.copyOf(wanted);
        endNanos = seconds == 0 ? Long.MAX_VALUE : System.nanoTime() + seconds * SECOND;
    }

    /** Runs it; false when the daemon went down under it. */
    boolean run(OutputStream out) throws IOException, InterruptedException {
        long tick = System.nanoTime();
        while (!faults.down) {
            long seen = bond.changes();
            boolean due = System.nanoTime() - tick >= 0;
            if (!faults.hung) {
                out.write(events(due).getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
            if (due) {
                tick += SECOND;
            }
            if (endNanos != Long.MAX_VALUE && System.nanoTime() - endNanos >= 0 && !faults.hung) {
                return true;
            }
            bond.awaitChange(seen, endNanos == Long.MAX_VALUE || tick - endNanos < 0 ? tick : endNanos);
        }
        return false;
    }

    private String events(boolean due) {
        StringBuilder text = new StringBuilder();
        synchronized (bond) {
            Object state = bond.stateJson();
            if (!state.equals(lastState)) {
                lastState = state;
                event(text, "state", state);
            }
            Object adapters = bond.adaptersJson();
            if (lastAdapters.equals("") || !due && !adapters.equals(lastAdapters)) {
                lastAdapters = adapters;
                event(text, "adapters", adapters);
            }
            if (due) {
                event(text, "connection_stats", rows.connections(bond));
                event(text, "session_stats", Rows.session(bond, periods));
                if (bond.state.equals("CONNECTED") && bond.loadBitsPerSecond > LEAST_STREAM_BITS_PER_SECOND) {
                    event(text, "streaming_stats", Rows.streaming(bond));
                }
            }
        }
        return text.toString();
    }

    private void event(StringBuilder text, String name, Object payload) {
        text.append(call.print(List.of(name, payload)));
    }
}
