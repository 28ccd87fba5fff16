package dev.rucksack.control.bonding.steering;

/**
 * What we did to an item.
 *
 * @param before its value when we came
 * @param wish what was wanted
 * @param ours what the bond made of it: the wish, or what it has in its place
 */
record Entry(Item item, String before, String wish, String ours, Standing standing) {

    enum Standing {
        /** Noted before it is told to the bond; maybe done, maybe not. */
        PENDING,
        /** The bond has taken it, or had it already. */
        SET,
        /** Somebody else has set it otherwise since: it is not touched any more. */
        LEFT,
        /** The bond would not, or knows no such thing: it is not tried again. */
        REFUSED;

        /** Whether we are through with it. */
        boolean isOver() {
            return this == LEFT || this == REFUSED;
        }
    }

    Entry as(Standing other) {
        return new Entry(item, before, wish, ours, other);
    }

    /** Whether there is something to put back. */
    boolean changed() {
        return !standing.isOver() && !before.equals(ours);
    }
}
