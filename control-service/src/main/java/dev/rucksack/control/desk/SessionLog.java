package dev.rucksack.control.desk;

import dev.rucksack.control.bonding.BondingMode;
import dev.rucksack.control.desk.Situation.LogEntry;
import dev.rucksack.control.desk.Situation.LogKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What happened in this session, in sentences a person on the street understands; the latest {@link #LENGTH}. Written
 * by comparing each situation with the one before. What control itself warns of goes into the service's log as well, as the encoder's
 * cautions go into the encoder's. Not thread-safe.
 */
final class SessionLog {

    private static final Logger log = LoggerFactory.getLogger(SessionLog.class);

    /** As many as a phone shows in two screens; the log is part of every situation sent. */
    static final int LENGTH = 60;

    /** What flaps is told once in this time. */
    private static final Duration QUIET = Duration.ofMinutes(1);

    /** What may go on for a whole day is told once in this time. */
    private static final Duration QUIET_OF_NOISE = Duration.ofMinutes(10);

    private static final Set<String> ON_AIR = Set.of("live", Situation.HOT);

    private final Deque<LogEntry> entries = new ArrayDeque<>();
    private @Nullable Situation before;
    private @Nullable String lastState;

    List<LogEntry> entries() {
        return List.copyOf(entries);
    }

    /** Adds a line of its own. */
    void add(Instant at, LogKind kind, String text) {
        entries.addLast(new LogEntry(at, kind, text));
        while (entries.size() > LENGTH) {
            entries.removeFirst();
        }
    }

    /**
     * Adds what is new since the situation before.
     *
     * @param lastOrder who gave the last order, null if nobody did
     */
    void observe(Situation now, @Nullable OrderSource lastOrder) {
        Situation then = before;
        before = now;
        boolean resumed = then != null && resumeNews(then, now);
        if (then != null) {
            news(then, now);
        }
        if (now.encoder().reachable()) {
            if (!resumed) {
                stateNews(now, lastOrder);
            }
            lastState = now.state();
        }
    }

    /** The encoder has begun anew and says what it made of the order that stood: that is the news, and not how its state differs. */
    private boolean resumeNews(Situation then, Situation now) {
        Object before = field(then, "boot");
        Object after = field(now, "boot");
        boolean anew = before != null && after != null && !before.equals(after);
        if (anew && field(now, "resume", "sentence") instanceof String sentence) {
            add(now.at(), LogKind.CAUTION, sentence);
            return true;
        }
        return false;
    }

    private void stateNews(Situation now, @Nullable OrderSource lastOrder) {
        String from = lastState == null ? "idle" : lastState;
        String to = now.state();
        if (from.equals(to) || (ON_AIR.contains(from) && ON_AIR.contains(to))) {
            return;
        }
        Instant at = now.at();
        switch (to) {
            case "live", Situation.HOT -> add(at, LogKind.LIVE, onAirSentence(from, now));
            case "reconnecting" -> add(at, LogKind.CAUTION, "Connection lost. Trying again");
            case "slate" -> add(at, LogKind.CAUTION, "Camera gone. Slate, same connection");
            case "privacy" -> add(at, LogKind.PRIVACY, "Private, picture and sound");
            case "fault" -> add(at, LogKind.CAUTION, faultSentence(now));
            case "idle" -> add(at, LogKind.PLAIN, lastOrder == null ? "Stopped" : "Stopped " + lastOrder);
            default -> {
                // on its way somewhere: its arrival is the news
            }
        }
    }

    private static String onAirSentence(String from, Situation now) {
        return switch (from) {
            case "slate" -> "Camera back";
            case "privacy" -> "Public again, picture and sound";
            case "reconnecting" -> "Back" + destination(now);
            default -> "Live" + destination(now);
        };
    }

    private static String destination(Situation now) {
        Object name = "custom".equals(field(now, "destination", "service"))
                ? "your server"
                : field(now, "destination", "name");
        return name instanceof String text && !text.isEmpty() ? " on " + text : "";
    }

    private static String faultSentence(Situation now) {
        return field(now, "fault", "sentence") instanceof String sentence ? sentence : "The stream has stopped";
    }

    private static @Nullable Object field(Situation now, String object, String field) {
        return field(now, object) instanceof Map<?, ?> inner ? inner.get(field) : null;
    }

    private static @Nullable Object field(Situation now, String field) {
        Map<String, @Nullable Object> report = now.encoder().report();
        return report == null ? null : report.get(field);
    }

    private void news(Situation then, Situation now) {
        if (then.encoder().reachable() && !now.encoder().reachable()) {
            addQuietly(now.at(), LogKind.CAUTION, "No news from the encoder");
        } else if (!then.encoder().reachable() && now.encoder().reachable() && lastState != null) {
            addQuietly(now.at(), LogKind.PLAIN, "The encoder is heard again");
        }
        if (then.panel().connected() != now.panel().connected()) {
            addQuietly(now.at(), LogKind.PLAIN, now.panel().connected() ? "Strap plugged in" : "Strap unplugged");
        }
        tunnelNews(then.tunnel(), now);
        names(now).stream()
                .filter(name -> !names(then).contains(name))
                .forEach(name -> addQuietly(now.at(), LogKind.PLAIN, name + " joined"));
        Set<String> known = then.cautions().stream().map(SessionLog::key).collect(Collectors.toSet());
        now.cautions().stream()
                .filter(caution -> !known.contains(key(caution)))
                .filter(caution -> addQuietly(now.at(), LogKind.CAUTION, caution.sentence(), quiet(caution)))
                .filter(Cautions::isOwn)
                .forEach(caution -> log.warn("{}: {} {}", caution.code(), caution.sentence(), caution.advice()));
    }

    private void tunnelNews(Situation.Tunnel then, Situation now) {
        boolean was = "connected".equals(then.state());
        boolean is = "connected".equals(now.tunnel().state());
        if (!was && is) {
            String server = now.tunnel().server();
            addQuietly(now.at(), LogKind.PLAIN, "Speedify connected" + (server == null ? "" : ", " + server));
        } else if (was && !is) {
            addQuietly(now.at(), LogKind.CAUTION, "Speedify is not connected");
        }
        BondingMode before = then.steering() == null ? null : then.steering().mode();
        BondingMode after =
                now.tunnel().steering() == null ? null : now.tunnel().steering().mode();
        if (before != null && after != null && before != after) {
            add(now.at(), LogKind.PLAIN, "Speedify's mode is " + after);
        }
    }

    private static Set<String> names(Situation situation) {
        return situation.links().stream()
                .map(Situation.Link::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String key(Situation.Caution caution) {
        return Cautions.OF_ONE_LINK.contains(caution.code()) ? caution.code() + caution.sentence() : caution.code();
    }

    private static Duration quiet(Situation.Caution caution) {
        return Cautions.NOISE.contains(caution.code()) ? QUIET_OF_NOISE : QUIET;
    }

    private void addQuietly(Instant at, LogKind kind, String text) {
        addQuietly(at, kind, text, QUIET);
    }

    /** Whether it was not told a short while ago. */
    private boolean addQuietly(Instant at, LogKind kind, String text, Duration quiet) {
        boolean told = entries.stream()
                .anyMatch(entry -> entry.text().equals(text)
                        && Duration.between(entry.at(), at).abs().compareTo(quiet) < 0);
        if (!told) {
            add(at, kind, text);
        }
        return !told;
    }
}
