package dev.rucksack.control.desk;

import dev.rucksack.control.bonding.Link;
import dev.rucksack.control.bonding.Tunnel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which links were there and are not: a link that is down is trouble only if it was up, and one that was unplugged is
 * told for a minute. Knows nothing new while nothing fresh is known of the links. Not thread-safe.
 */
final class LinkMemory {

    static final long REMEMBERED_NANOS = Duration.ofSeconds(60).toNanos();

    private final Map<String, Known> wereUp = new LinkedHashMap<>();
    private Tunnel.@Nullable Kind kind;
    private int mostUsable;

    /** A link that was up. {@code goneNanos} is null while it is there, up or not. */
    private record Known(String name, @Nullable Long goneNanos) {}

    /**
     * What is missing.
     *
     * @param down names of links that were up and are down or unplugged
     * @param onlyOne the name of the link that alone is left of several, else null
     */
    record Missing(List<String> down, @Nullable String onlyOne) {}

    /**
     * Compares with what was.
     *
     * @param wanted whether the stream is wanted: of several links only one being left matters then
     */
    Missing see(Tunnel tunnel, boolean wanted, long now) {
        if (!tunnel.fresh()) {
            return new Missing(List.of(), null);
        }
        if (tunnel.kind() != kind) {
            kind = tunnel.kind();
            wereUp.clear();
            mostUsable = 0;
        }
        Map<String, Link> present = new LinkedHashMap<>();
        tunnel.links().forEach(link -> present.put(link.id(), link));
        wereUp.replaceAll((id, known) ->
                known.goneNanos == null && !present.containsKey(id) ? new Known(known.name, now) : known);
        wereUp.values().removeIf(known -> known.goneNanos != null && now - known.goneNanos >= REMEMBERED_NANOS);
        present.forEach((id, link) -> {
            if (link.up() || wereUp.containsKey(id)) {
                wereUp.put(id, new Known(link.name(), null));
            }
        });
        List<String> down = new ArrayList<>();
        wereUp.forEach((id, known) -> {
            Link link = present.get(id);
            if (link == null || !link.up()) {
                down.add(known.name);
            }
        });
        return new Missing(down, onlyOne(tunnel.links(), wanted));
    }

    private @Nullable String onlyOne(List<Link> links, boolean wanted) {
        List<Link> usable =
                links.stream().filter(link -> link.standing().usable()).toList();
        mostUsable = wanted ? Math.max(mostUsable, usable.size()) : usable.size();
        return usable.size() == 1 && mostUsable > 1 ? usable.get(0).name() : null;
    }
}
