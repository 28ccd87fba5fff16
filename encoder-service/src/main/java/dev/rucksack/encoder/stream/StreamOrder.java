package dev.rucksack.encoder.stream;

import java.util.Locale;

/**
 * What the operator wants. It stands until another one with a higher revision comes; what <em>is</em> says
 * {@link StreamState}.
 *
 * @param revision grows with every order, so that a late one can be told from a new one
 */
public record StreamOrder(Wish wanted, long revision) {

    /** The order of a pack that nobody has touched. */
    public static final StreamOrder NONE = new StreamOrder(Wish.IDLE, 0);

    public enum Wish {
        LIVE,
        IDLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Whether this order may follow {@code present}: a newer one, or the same one said again. */
    public boolean mayFollow(StreamOrder present) {
        return revision > present.revision || equals(present);
    }
}
