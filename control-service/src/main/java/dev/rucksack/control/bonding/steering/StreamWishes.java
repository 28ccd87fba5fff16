package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.BondingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is wanted of the bond for the stream, from what the encoder says: fixed when it goes live, gone when it stops.
 * Mode and transport disturb the tunnel, so they are begun only in the first seconds of a stream that we saw begin. Not
 * thread-safe.
 */
final class StreamWishes {

    /** So long after the press viewers hardly see a tunnel that is disturbed. */
    static final Duration BEGINNING = Duration.ofSeconds(10);

    /** Every page and update goes there too: by them nothing can be told to be a stream. */
    private static final Set<Integer> EVERYBODYS = Set.of(80, 443);

    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern DOMAIN = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9-]+)*\\.?");

    private final StreamPolicy policy;
    /** Whether the stream is wanted, null before anything was heard. */
    private @Nullable Boolean live;

    private List<Wish> gentle = List.of();
    private List<Wish> rough = List.of();
    private boolean ingestKnown;
    private boolean seenBegin;
    private long sinceNanos;

    StreamWishes(StreamPolicy policy) {
        this.policy = policy;
    }

    /** The encoder has spoken. Whether what is wanted of the bond may be another thing now. */
    boolean heard(StreamNews news, long now) {
        if (!news.wanted()) {
            boolean changed = !Boolean.FALSE.equals(live);
            live = false;
            gentle = List.of();
            rough = List.of();
            ingestKnown = false;
            return changed;
        }
        boolean begins = !Boolean.TRUE.equals(live);
        if (begins) {
            // a pack that is on air when we come was so before: it is not ours to disturb
            seenBegin = Boolean.FALSE.equals(live) || !news.onAir();
            sinceNanos = now;
            live = true;
            rough = rough(news.bitsPerSecond());
        }
        StreamNews.Ingest ingest = news.ingest();
        if (ingest != null && !ingestKnown) {
            ingestKnown = true;
            gentle = policy.rules() ? gentle(ingest) : List.of();
            return true;
        }
        return begins;
    }

    /** What is wanted now; while live, and before anything was heard, what was set for a stream stays as it is. */
    List<Wish> wishes(Ledger ledger, long now) {
        List<Wish> wishes = new ArrayList<>(gentle);
        boolean begins = seenBegin && now - sinceNanos < BEGINNING.toNanos();
        rough.forEach(wish -> wishes.add(new Wish(wish.item(), wish.value(), begins)));
        if (!Boolean.FALSE.equals(live)) {
            Set<Item> known = new HashSet<>();
            wishes.forEach(wish -> known.add(wish.item()));
            ledger.entries().stream()
                    .filter(entry -> entry.item().kind().forStream && !known.contains(entry.item()))
                    .forEach(entry -> wishes.add(new Wish(entry.item(), entry.wish(), false)));
        }
        return wishes;
    }

    private List<Wish> rough(@Nullable Long bitsPerSecond) {
        List<Wish> wishes = new ArrayList<>();
        BondingMode mode = policy.modeFor(bitsPerSecond);
        if (mode != null) {
            wishes.add(new Wish(Item.MODE, mode.toString(), true));
        }
        if (policy.transport() != null) {
            wishes.add(new Wish(Item.TRANSPORT, policy.transport().toString(), true));
        }
        return wishes;
    }

    private static List<Wish> gentle(StreamNews.Ingest ingest) {
        List<Wish> wishes = new ArrayList<>();
        String host = ingest.host().toLowerCase(Locale.ROOT).replaceAll("[\\[\\]]", "");
        Item.Kind kind = IPV4.matcher(host).matches()
                ? Item.Kind.IPV4
                : host.contains(":") ? Item.Kind.IPV6 : DOMAIN.matcher(host).matches() ? Item.Kind.DOMAINS : null;
        if (kind != null) {
            wishes.add(new Wish(new Item(kind, host), Item.THERE, true));
        }
        if (!EVERYBODYS.contains(ingest.port())) {
            String port = ingest.port() + (ingest.udp() ? "/udp" : "/tcp");
            wishes.add(new Wish(new Item(Item.Kind.PORTS, port), Item.THERE, true));
        }
        return wishes;
    }
}
