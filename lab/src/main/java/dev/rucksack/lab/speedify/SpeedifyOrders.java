package dev.rucksack.lab.speedify;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** Plays a {@link LabSpeedify} by lines of text, for a client in whatever language. */
public final class SpeedifyOrders {

    /** One line for each group of orders. */
    public static final String USAGE = """
            link ID down|up|gone    flap ID MILLIS    plug ID UP_BITS LATENCY_MS    share ID UP_BITS LATENCY_MS
            street ID UP_BITS LATENCY_MS JITTER_MS LOSS    congested ID on|off    load BITS    portal ID on|off
            used ID BYTES    cap ID DAY_BYTES MONTH_BYTES OVERLIMIT_BITS    signed out|in    state WORD
            daemon down|up|hang|go    restart ends|silent MILLIS    refusal MILLIS TEXT    errors N|stdout|stderr
            damage [split] [crlf] [garbage] [large] [missing_fields] [unknown_event] [int_for_float] [bare_objects]
            heal    version N    rates bits|bytes    rows doubled|single    tick MILLIS    connect MILLIS
            """;

    private final LabSpeedify speedify;

    public SpeedifyOrders(LabSpeedify speedify) {
        this.speedify = speedify;
    }

    /**
     * Sets a Speedify up in a directory and obeys, until the lines end.
     *
     * @param out first the executable's path; then each order with its answer
     */
    public static void run(Path directory, BufferedReader lines, PrintStream out) throws IOException {
        try (LabSpeedify speedify = LabSpeedify.start(directory)) {
            SpeedifyOrders orders = new SpeedifyOrders(speedify);
            out.println(speedify.cli());
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line + ": " + (orders.obey(line.strip().split("\\s+")) ? "done" : USAGE));
            }
        }
    }

    /** Whether that was an order. */
    public boolean obey(String... words) {
        try {
            return ofLinks(words) || ofTheDaemon(words) || ofTheProgram(words);
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            return false;
        }
    }

    private boolean ofLinks(String... words) {
        switch (words[0]) {
            case "link" -> link(words[1], words[2]);
            case "flap" -> speedify.flap(words[1], Long.parseLong(words[2]));
            case "plug" -> speedify.plug(LinkSpec.phone(words[1], "", bits(words[2]), Double.parseDouble(words[3])));
            case "share" -> speedify.plug(LinkSpec.sharedPhone(words[1], bits(words[2]), Double.parseDouble(words[3])));
            case "street" ->
                speedify.street(
                        words[1],
                        bits(words[2]),
                        Double.parseDouble(words[3]),
                        Double.parseDouble(words[4]),
                        Double.parseDouble(words[5]));
            case "congested" -> speedify.congested(words[1], is(words[2], "on", "off"));
            case "load" -> speedify.load(Double.parseDouble(words[1]));
            case "portal" -> speedify.portal(words[1], is(words[2], "on", "off"));
            case "used" -> speedify.used(words[1], Long.parseLong(words[2]), Long.parseLong(words[2]));
            case "cap" -> speedify.cap(words[1], Long.parseLong(words[2]), Long.parseLong(words[3]), bits(words[4]));
            default -> {
                return false;
            }
        }
        return true;
    }

    private void link(String id, String how) {
        if (how.equals("gone")) {
            speedify.unplug(id);
        } else {
            speedify.linkUp(id, is(how, "up", "down"));
        }
    }

    private boolean ofTheDaemon(String... words) {
        switch (words[0]) {
            case "daemon" -> daemon(words[1]);
            case "restart" ->
                speedify.restartDaemon(
                        is(words[1], "silent", "ends") ? FeedFate.FALLS_SILENT : FeedFate.ENDS,
                        Long.parseLong(words[2]));
            case "refusal" ->
                speedify.downAnswer(
                        String.join(" ", Arrays.asList(words).subList(2, words.length)), Long.parseLong(words[1]));
            case "signed" -> speedify.state(is(words[1], "out", "in") ? "LOGGED_OUT" : "CONNECTED");
            case "state" -> speedify.state(words[1]);
            case "errors" -> errors(words[1]);
            default -> {
                return false;
            }
        }
        return true;
    }

    private void daemon(String how) {
        switch (how) {
            case "down", "up" -> speedify.daemonDown(how.equals("down"));
            case "hang", "go" -> speedify.daemonHung(how.equals("hang"));
            default -> throw new IllegalArgumentException(how);
        }
    }

    private void errors(String how) {
        if (how.startsWith("std")) {
            speedify.errorsOnStdout(is(how, "stdout", "stderr"));
        } else {
            speedify.timeoutEvery(Integer.parseInt(how));
        }
    }

    private boolean ofTheProgram(String... words) {
        switch (words[0]) {
            case "damage" ->
                speedify.damage(Arrays.stream(words)
                        .skip(1)
                        .map(word -> Damage.valueOf(word.toUpperCase(Locale.ROOT)))
                        .toArray(Damage[]::new));
            case "heal" -> speedify.heal();
            case "version" -> speedify.version(words[1]);
            case "rates" -> speedify.ratesInBytes(is(words[1], "bytes", "bits"));
            case "rows" -> speedify.doubledRows(is(words[1], "doubled", "single"));
            case "tick" -> speedify.tickMillis(Long.parseLong(words[1]));
            case "connect" -> speedify.connectMillis(Long.parseLong(words[1]));
            default -> {
                return false;
            }
        }
        return true;
    }

    private static long bits(String word) {
        return Long.parseLong(word);
    }

    private static boolean is(String word, String yes, String no) {
        if (!word.equals(yes) && !word.equals(no)) {
            throw new IllegalArgumentException(word);
        }
        return word.equals(yes);
    }
}
