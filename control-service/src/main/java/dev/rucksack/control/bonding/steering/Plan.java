package dev.rucksack.control.bonding.steering;

import dev.rucksack.control.bonding.steering.Entry.Standing;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What is to be done next, given what we did before, what is wanted and what is. Three laws: what somebody else set after
 * us stays; what we set is put back when it is not wanted any more, if it is still ours; an item of which nothing is
 * known is not touched.
 *
 * @param ledger to be kept before the first step is taken
 * @param steps to be taken in this order
 * @param left what somebody else has set otherwise since, for the log
 */
record Plan(Ledger ledger, List<Step> steps, List<Entry> left) {

    /**
     * Something to tell the bond.
     *
     * @param back whether it puts back what was before us
     */
    record Step(Item item, String value, boolean back) {}

    /** @param present an item's value now, empty when unknown */
    static Plan of(Ledger before, List<Wish> wishes, Function<Item, Optional<String>> present) {
        List<Step> steps = new ArrayList<>();
        List<Entry> left = new ArrayList<>();
        Ledger ledger = before;
        Map<Item, Wish> wanted = new HashMap<>();
        wishes.forEach(wish -> wanted.putIfAbsent(wish.item(), wish));
        for (Entry entry : before.entries()) {
            if (!wanted.containsKey(entry.item())) {
                ledger = unwanted(ledger, entry, present.apply(entry.item()), steps);
            }
        }
        for (Wish wish : wishes) {
            Optional<String> now = present.apply(wish.item());
            if (now.isPresent() && wish.equals(wanted.get(wish.item()))) {
                ledger = wanted(ledger, wish, now.get(), steps, left);
            }
        }
        return new Plan(ledger, List.copyOf(steps), List.copyOf(left));
    }

    private static Ledger unwanted(Ledger ledger, Entry entry, Optional<String> now, List<Step> steps) {
        if (!entry.changed()) {
            return ledger.without(entry.item());
        }
        if (now.isEmpty()) {
            return ledger;
        }
        if (now.get().equals(entry.ours())) {
            steps.add(new Step(entry.item(), entry.before(), true));
            return ledger;
        }
        return ledger.without(entry.item());
    }

    private static Ledger wanted(Ledger ledger, Wish wish, String now, List<Step> steps, List<Entry> left) {
        Entry entry = ledger.of(wish.item()).orElse(null);
        if (entry == null || !entry.wish().equals(wish.value())) {
            return wish.mayBegin() ? begin(ledger, wish, entry, now, steps) : ledger;
        }
        if (entry.standing().isOver()) {
            return ledger;
        }
        if (now.equals(entry.ours())) {
            return ledger.with(entry.as(Standing.SET));
        }
        if (entry.standing() == Standing.PENDING && now.equals(entry.before())) {
            if (wish.mayBegin()) {
                steps.add(new Step(wish.item(), wish.value(), false));
            }
            return ledger;
        }
        left.add(entry);
        return ledger.with(entry.as(Standing.LEFT));
    }

    private static Ledger begin(Ledger ledger, Wish wish, @Nullable Entry earlier, String now, List<Step> steps) {
        // another wish in the place of one of ours: what was before us is still what is to be put back
        boolean stillOurs = earlier != null && earlier.changed() && now.equals(earlier.ours());
        String before = earlier != null && stillOurs ? earlier.before() : now;
        boolean done = now.equals(wish.value());
        if (!done) {
            steps.add(new Step(wish.item(), wish.value(), false));
        }
        return ledger.with(
                new Entry(wish.item(), before, wish.value(), wish.value(), done ? Standing.SET : Standing.PENDING));
    }
}
