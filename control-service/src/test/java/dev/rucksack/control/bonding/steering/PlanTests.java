package dev.rucksack.control.bonding.steering;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rucksack.control.bonding.steering.Entry.Standing;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlanTests {

    private static final Item ITEM = Item.MODE;

    /**
     * One item: what we did (before, ours, standing; "-" for nothing), what is wanted ("-" for nothing, "(x)" for wanted
     * but not to be begun now), what is ("?" unknown) — and the step ("-" for none, "back x") and the entry's standing
     * after it ("-" for none).
     */
    @ParameterizedTest
    @CsvSource({
        // nothing done yet
        "-,         -,           speed,     -,            -",
        "streaming, -,           speed,     streaming,    PENDING speed streaming",
        "streaming, -,           streaming, -,            SET streaming streaming",
        "streaming, -,           ?,         -,            -",
        "(streaming), -,         speed,     -,            -",
        // ours
        "streaming, speed SET,   streaming, -,            SET speed streaming",
        "(streaming), speed SET, streaming, -,            SET speed streaming",
        "streaming, speed SET,   ?,         -,            SET speed streaming",
        // somebody else since: seen, kept, never set again
        "streaming, speed SET,   redundant, -,            LEFT speed streaming",
        "streaming, speed SET,   speed,     -,            LEFT speed streaming",
        "streaming, speed LEFT,  redundant, -,            LEFT speed streaming",
        "streaming, speed LEFT,  streaming, -,            LEFT speed streaming",
        // the bond would not: not tried again, nothing to put back
        "streaming, speed REFUSED, speed,   -,            REFUSED speed streaming",
        "-,         speed REFUSED, streaming, -,          -",
        // told and not known whether taken
        "streaming, speed PENDING, speed,   streaming,    PENDING speed streaming",
        "(streaming), speed PENDING, speed, -,            PENDING speed streaming",
        "streaming, speed PENDING, streaming, -,          SET speed streaming",
        "streaming, speed PENDING, redundant, -,          LEFT speed streaming",
        // another wish in the place of ours: what was before us stays what is put back
        "redundant, speed SET,   streaming, redundant,    PENDING speed redundant",
        "redundant, speed LEFT,  streaming, redundant,    PENDING streaming redundant",
        "redundant, speed LEFT,  redundant, -,            SET redundant redundant",
        "(redundant), speed SET, streaming, -,            SET speed streaming",
        // not wanted any more
        "-,         speed SET,   streaming, back speed,   SET speed streaming",
        "-,         speed PENDING, streaming, back speed, PENDING speed streaming",
        "-,         speed PENDING, speed,   -,            -",
        "-,         speed SET,   redundant, -,            -",
        "-,         speed LEFT,  streaming, -,            -",
        "-,         streaming SET, streaming, -,          -",
        "-,         speed SET,   ?,         -,            SET speed streaming",
    })
    void oneItem(String wanted, String done, String now, String step, String after) {
        Ledger ledger = Ledger.EMPTY;
        if (!done.equals("-")) {
            String[] words = done.split(" ");
            ledger = ledger.with(new Entry(ITEM, words[0], "streaming", "streaming", Standing.valueOf(words[1])));
        }
        boolean begin = !wanted.startsWith("(");
        List<Wish> wishes =
                wanted.equals("-") ? List.of() : List.of(new Wish(ITEM, wanted.replaceAll("[()]", ""), begin));
        Plan plan = Plan.of(ledger, wishes, item -> now.equals("?") ? Optional.empty() : Optional.of(now));
        String planned = plan.steps().stream()
                .map(one -> (one.back() ? "back " : "") + one.value())
                .reduce((a, b) -> a + " and " + b)
                .orElse("-");
        assertThat(planned).isEqualTo(step);
        String standing = plan.ledger()
                .of(ITEM)
                .map(entry -> entry.standing() + " " + entry.before() + " " + entry.ours())
                .orElse("-");
        assertThat(standing).isEqualTo(after);
    }

    @Test
    void aStepThatWasAnsweredIsSetAndPutBackOnce() {
        Plan going = Plan.of(Ledger.EMPTY, List.of(new Wish(ITEM, "streaming", true)), item -> Optional.of("speed"));
        Ledger set = going.ledger().answered(going.steps().get(0), Optional.of("streaming"));
        assertThat(set.of(ITEM)).map(Entry::standing).contains(Standing.SET);
        Plan back = Plan.of(set, List.of(), item -> Optional.of("streaming"));
        assertThat(back.ledger()).isEqualTo(set);
        assertThat(back.ledger()
                        .answered(back.steps().get(0), Optional.of("speed"))
                        .entries())
                .isEmpty();
    }

    @Test
    void whatTheBondHasInPlaceOfAWishIsOursAndWhatItKeepsIsNot() {
        Plan plan = Plan.of(Ledger.EMPTY, List.of(new Wish(ITEM, "automatic", true)), item -> Optional.of("never"));
        Plan.Step step = plan.steps().get(0);
        Ledger another = plan.ledger().answered(step, Optional.of("always"));
        assertThat(another.of(ITEM)).contains(new Entry(ITEM, "never", "automatic", "always", Standing.SET));
        assertThat(Plan.of(another, List.of(new Wish(ITEM, "automatic", true)), item -> Optional.of("always"))
                        .steps())
                .isEmpty();
        assertThat(plan.ledger().answered(step, Optional.of("never")).of(ITEM))
                .map(Entry::standing)
                .contains(Standing.REFUSED);
        assertThat(plan.ledger().refused(step).of(ITEM)).map(Entry::standing).contains(Standing.REFUSED);
    }

    /** What we did ("-" for nothing), whether it may be begun now, what is ("?" unknown); wanted is always streaming. */
    @ParameterizedTest
    @CsvSource({
        "-,       true,  speed,     false",
        "-,       true,  streaming, true",
        "-,       true,  ?,         true",
        "-,       false, speed,     true",
        "PENDING, false, speed,     false",
        "PENDING, true,  streaming, true",
        "SET,     true,  streaming, true",
        "SET,     false, redundant, false",
        "REFUSED, true,  speed,     false",
        "REFUSED, true,  ?,         true",
        "REFUSED, false, streaming, true",
        "LEFT,    true,  redundant, true"
    })
    void aWishIsUnmetWhereTheBondIsOtherwiseAndNobodyElseDecided(
            String standing, boolean mayBegin, String now, boolean met) {
        Ledger ledger = standing.equals("-")
                ? Ledger.EMPTY
                : Ledger.EMPTY.with(new Entry(ITEM, "speed", "streaming", "streaming", Standing.valueOf(standing)));
        Optional<String> present = now.equals("?") ? Optional.empty() : Optional.of(now);
        assertThat(ledger.isMet(new Wish(ITEM, "streaming", mayBegin), present)).isEqualTo(met);
    }

    @Test
    void whatTheBondHasInTheWishesPlaceMeetsIt() {
        Ledger ledger = Ledger.EMPTY.with(new Entry(ITEM, "never", "automatic", "always", Standing.SET));
        assertThat(ledger.isMet(new Wish(ITEM, "automatic", true), Optional.of("always")))
                .isTrue();
    }

    @Test
    void theLedgerIsBounded() {
        Ledger ledger = Ledger.EMPTY;
        for (int i = 0; i < Ledger.MOST + 10; i++) {
            Item item = new Item(Item.Kind.PRIORITY, "usb" + i);
            ledger = ledger.with(new Entry(item, "always", "never", "never", Standing.SET));
        }
        assertThat(ledger.entries()).hasSize(Ledger.MOST);
        assertThat(ledger.of(new Item(Item.Kind.PRIORITY, "usb0"))).isEmpty();
    }
}
