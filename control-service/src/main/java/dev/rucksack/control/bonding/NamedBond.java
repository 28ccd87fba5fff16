package dev.rucksack.control.bonding;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A bond whose links have the operator's names. No two have the same: metrics tell links apart by them. */
public final class NamedBond implements Bond {

    private final Bond bond;
    private final LinkNames names;

    /** What came of naming a link. */
    public enum Naming {
        DONE,
        /** There is no such link now. */
        NO_SUCH_LINK,
        /** Another link that is there has this name. */
        TAKEN
    }

    public NamedBond(Bond bond, LinkNames names) {
        this.bond = bond;
        this.names = names;
    }

    @Override
    public Tunnel tunnel() {
        Tunnel tunnel = bond.tunnel();
        Set<String> taken = new HashSet<>();
        List<Link> named = new ArrayList<>();
        for (Link link : tunnel.links()) {
            String name = names.of(link.identity()).orElse(link.name());
            named.add(link.named(taken.add(name) ? name : name + " (" + link.id() + ")"));
        }
        return tunnel.with(named);
    }

    /**
     * Names a link that is there now.
     *
     * @param name empty to give it back its interface's name
     * @throws IOException if the name cannot be kept; nothing has changed then
     */
    public Naming name(String id, Optional<LinkName> name) throws IOException {
        List<Link> links = tunnel().links();
        Optional<Link> named =
                links.stream().filter(link -> link.id().equals(id)).findFirst();
        if (named.isEmpty()) {
            return Naming.NO_SUCH_LINK;
        }
        boolean taken = links.stream()
                .anyMatch(link -> !link.id().equals(id)
                        && name.filter(wanted -> wanted.text().equals(link.name()))
                                .isPresent());
        if (taken) {
            return Naming.TAKEN;
        }
        names.put(named.get().identity(), name.orElse(null));
        return Naming.DONE;
    }
}
