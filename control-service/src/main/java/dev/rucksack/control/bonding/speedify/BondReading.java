package dev.rucksack.control.bonding.speedify;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.StreamHealth;
import dev.rucksack.control.bonding.Tunnel;
import dev.rucksack.control.bonding.TunnelHealth;
import dev.rucksack.control.bonding.TunnelState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What Speedify last said, folded into a tunnel. Safe from every thread. */
final class BondReading {

    /** Without an event for so long, what is known of the links is withdrawn. */
    static final long STALE_NANOS = Duration.ofSeconds(10).toNanos();

    /** A feed that could be read for so long is sound again. */
    static final long NOISE_NANOS = Duration.ofMinutes(1).toNanos();

    private static final JsonNode NOTHING = JsonNodeFactory.instance.missingNode();

    private final LinkReader links;
    private final FeedEvents events;
    private final Clock clock;
    private final LongSupplier nanos;
    private TunnelState state = TunnelState.UNKNOWN;
    private @Nullable String version;
    private @Nullable String server;
    private @Nullable Instant eventAt;
    private long eventNanos;
    private long feedNanos;
    private long rowsNanos;
    private boolean listening;
    private JsonNode adapters = NOTHING;
    private JsonNode connections = NOTHING;
    private Set<String> captives = Set.of();
    private StreamHealth streams = StreamHealth.NONE;
    private long streamsNanos;
    private @Nullable Long noiseNanos;

    BondReading(LinkReader links, FeedEvents events, Clock clock, LongSupplier nanos) {
        this.links = links;
        this.events = events;
        this.clock = clock;
        this.nanos = nanos;
    }

    /** There is no Speedify, or its daemon does not answer: nothing else is known any more. */
    synchronized void without(TunnelState absence) {
        state = absence;
        server = null;
        adapters = NOTHING;
        connections = NOTHING;
        captives = Set.of();
        if (absence == TunnelState.NOT_INSTALLED) {
            eventAt = null; // silence is a fault of what is there
        }
    }

    /** {@code captiveportal check}'s answer: the adapters whose network wants a sign-in page. */
    synchronized void captives(Set<String> found) {
        captives = Set.copyOf(found);
    }

    /** {@code state}'s answer: {@code {"state":"CONNECTED"}}. */
    synchronized void state(JsonNode answer) {
        answered();
        becomes(answer);
    }

    private void becomes(JsonNode payload) {
        TunnelState before = state;
        state = word(Lenient.text(payload, "state"));
        if (state != TunnelState.CONNECTED) {
            connections = NOTHING;
        } else if (before != TunnelState.CONNECTED) {
            rowsNanos = nanos.getAsLong(); // they are yet to come
        }
    }

    /** {@code version}'s answer. */
    synchronized void version(JsonNode answer) {
        Double major = Lenient.number(answer, "maj");
        Double minor = Lenient.number(answer, "min");
        version = major == null || minor == null ? null : major.intValue() + "." + minor.intValue();
    }

    /** {@code show adapters}' answer. */
    synchronized void adapters(JsonNode answer) {
        answered();
        are(answer);
    }

    private void are(JsonNode payload) {
        adapters = payload.isArray() ? payload : NOTHING;
    }

    /** {@code show currentserver}'s answer. */
    synchronized void server(JsonNode answer) {
        server = Lenient.text(answer, "tag");
    }

    /** One document of the feed. Unknown ones are counted and otherwise ignored. */
    synchronized void event(JsonNode document) {
        if (document.isArray() && document.size() == 2 && document.path(0).isString()) {
            named(document.path(0).asString(), document.path(1));
        } else if (document.path("state").isString()) {
            named("state", document);
        } else if (document.has("connections")) {
            named("connection_stats", document);
        } else {
            events.heard(FeedEvents.UNKNOWN);
        }
    }

    private void named(String name, JsonNode payload) {
        events.heard(FeedEvents.KNOWN.contains(name) ? name : FeedEvents.UNKNOWN);
        if (name.equals("error")) {
            return; // the program lives, but the daemon told it nothing
        }
        feedNanos = nanos.getAsLong();
        heard();
        switch (name) {
            case "state" -> becomes(payload);
            case "adapters" -> are(payload);
            case "connection_stats" -> {
                connections = payload.path("connections");
                rowsNanos = feedNanos;
                links.hear(connections, feedNanos);
            }
            case "streaming_stats" -> {
                streams = StreamReader.read(payload);
                streamsNanos = feedNanos;
            }
            default -> {
                // a sign of life
            }
        }
    }

    /** The feed has had something in it that is no event. */
    synchronized void noise() {
        noiseNanos = nanos.getAsLong();
    }

    /** How long ago the feed's last event was, in nanoseconds; errors are none. */
    synchronized long silenceNanos() {
        return nanos.getAsLong() - feedNanos;
    }

    /** A feed begins: its silence counts from now, and until it ends answers do not hide it. */
    synchronized void listening() {
        listening = true;
        feedNanos = nanos.getAsLong();
        eventNanos = feedNanos;
        rowsNanos = feedNanos;
    }

    /** The feed has ended: answers are all that is heard. */
    synchronized void notListening() {
        listening = false;
    }

    synchronized boolean connected() {
        return state == TunnelState.CONNECTED;
    }

    /** The fields are there in version 11 as well, and always 0 (contract §8: changes by version). */
    private boolean tellsLoss() {
        return version == null || !version.startsWith("11.");
    }

    synchronized Tunnel tunnel() {
        long now = nanos.getAsLong();
        boolean fresh = eventAt != null && now - eventNanos < STALE_NANOS;
        // what is known of the links is no younger than their rows, whatever else is said
        boolean young = state != TunnelState.CONNECTED || now - rowsNanos < STALE_NANOS;
        boolean known = fresh && young && !adapters.isMissingNode();
        List<Link> present = known
                ? links.read(adapters, connections, state == TunnelState.CONNECTED, captives, tellsLoss())
                : List.of();
        return new Tunnel(Tunnel.Kind.SPEEDIFY, state, server, version, sentence(state), eventAt, known, present)
                .with(health(known, now));
    }

    /** Most versions tell of streams only while there is one. */
    private TunnelHealth health(boolean known, long now) {
        boolean up = known && state == TunnelState.CONNECTED;
        StreamHealth told = now - streamsNanos < STALE_NANOS ? streams : StreamHealth.NONE;
        boolean noisy = noiseNanos != null && now - noiseNanos < NOISE_NANOS;
        return new TunnelHealth(
                up ? LinkReader.tunnelLatency(connections) : null, up ? told : null, links.rates(), noisy);
    }

    private void answered() {
        if (!listening) {
            heard();
        }
    }

    private void heard() {
        eventAt = clock.instant();
        eventNanos = nanos.getAsLong();
    }

    private static TunnelState word(@Nullable String word) {
        if (word == null) {
            return TunnelState.UNKNOWN;
        }
        if (word.equals("AUTO_CONNECTING")) {
            return TunnelState.CONNECTING;
        }
        return switch (word.toUpperCase(Locale.ROOT)) {
            case "LOGGED_OUT", "LOGGING_IN", "LOGGED_IN", "CONNECTING", "CONNECTED", "DISCONNECTING", "OVERLIMIT" ->
                TunnelState.valueOf(word.toUpperCase(Locale.ROOT));
            default -> TunnelState.UNKNOWN;
        };
    }

    private static @Nullable String sentence(TunnelState state) {
        return switch (state) {
            case CONNECTED -> null;
            case NONE -> null;
            case NOT_INSTALLED -> "Speedify is not installed; the stream goes over one link.";
            case UNREACHABLE -> "Speedify does not answer. Trying again.";
            case LOGGED_OUT -> "Speedify is signed out; only one link carries.";
            case LOGGED_IN -> "Speedify is not connected; only one link carries.";
            case LOGGING_IN, CONNECTING -> "Speedify is connecting.";
            case DISCONNECTING -> "Speedify is disconnecting.";
            case OVERLIMIT -> "Speedify's volume is used up; only one link carries.";
            case UNKNOWN -> "Speedify does not say whether it is connected.";
        };
    }
}
