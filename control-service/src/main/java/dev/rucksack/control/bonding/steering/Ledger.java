package dev.rucksack.control.bonding.steering;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What we did to the bond, item by item, oldest first. Immutable. */
record Ledger(List<Entry> entries) {

    static final Ledger EMPTY = new Ledger(List.of());

    /** More than any crew has links; the oldest goes, so that it stays bounded. */
    static final int MOST = 256;

    Ledger {
        entries = List.copyOf(entries);
    }

    Optional<Entry> of(Item item) {
        return entries.stream().filter(entry -> entry.item().equals(item)).findFirst();
    }

    /** With an entry in the place of the item's earlier one. */
    Ledger with(Entry entry) {
        Map<Item, Entry> all = new LinkedHashMap<>();
        entries.forEach(one -> all.put(one.item(), one));
        all.put(entry.item(), entry);
        List<Entry> list = new ArrayList<>(all.values());
        return new Ledger(list.subList(Math.max(0, list.size() - MOST), list.size()));
    }

    Ledger without(Item item) {
        return new Ledger(
                entries.stream().filter(entry -> !entry.item().equals(item)).toList());
    }

    /**
     * The bond has answered to a step: what the item is now. What was to be put back is done with; a wish is set, or refused
     * where the bond has kept what it had.
     */
    Ledger answered(Plan.Step step, Optional<String> now) {
        Entry entry = of(step.item()).orElse(null);
        if (entry == null || step.back()) {
            return without(step.item());
        }
        String value = now.orElse(entry.ours());
        boolean kept = value.equals(entry.before()) && !value.equals(entry.ours());
        Entry.Standing standing = kept ? Entry.Standing.REFUSED : Entry.Standing.SET;
        return with(new Entry(entry.item(), entry.before(), entry.wish(), kept ? entry.ours() : value, standing));
    }

    /** The bond knows no such thing: it is not tried again, and there is nothing to put back. */
    Ledger refused(Plan.Step step) {
        Optional<Entry> entry = of(step.item());
        return step.back() || entry.isEmpty()
                ? without(step.item())
                : with(entry.get().as(Entry.Standing.REFUSED));
    }

    /**
     * Whether a wish is fulfilled, or is none any more. What is unknown, what somebody else has decided since and what was
     * never asked of the bond counts as fulfilled.
     */
    boolean isMet(Wish wish, Optional<String> now) {
        Entry entry =
                of(wish.item()).filter(one -> one.wish().equals(wish.value())).orElse(null);
        if (now.isEmpty()) {
            return true;
        }
        if (entry == null) {
            return !wish.mayBegin() || now.get().equals(wish.value());
        }
        return switch (entry.standing()) {
            case LEFT -> true;
            case SET -> now.get().equals(entry.ours());
            case PENDING, REFUSED -> now.get().equals(wish.value());
        };
    }
}
