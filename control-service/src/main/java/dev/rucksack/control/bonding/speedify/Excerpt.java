package dev.rucksack.control.bonding.speedify;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The beginning of a text that could not be read, for the log: one line, {@value #LONGEST} characters at most, without
 * addresses and without anything long enough to be a token. Not thread-safe.
 */
final class Excerpt {

    static final int LONGEST = 200;

    /** More than is shown: what is left out makes room for the next. */
    private static final int KEPT_BYTES = 2 * LONGEST;

    private static final Pattern SECRETS = Pattern.compile(
            "[^\\s\"]+@[^\\s\"]+" // a person
                    + "|[0-9]{1,3}(\\.[0-9]{1,3}){3}" // IPv4
                    + "|[0-9A-Fa-f]{0,4}(:[0-9A-Fa-f]{0,4}){3,7}" // IPv6, a hardware address
                    + "|[A-Za-z0-9+/_=-]{20,}");

    private final byte[] bytes = new byte[KEPT_BYTES];
    private int count;

    void add(byte[] more, int from, int to) {
        int room = Math.min(to - from, KEPT_BYTES - count);
        System.arraycopy(more, from, bytes, count, room);
        count += room;
    }

    boolean isEmpty() {
        return count == 0;
    }

    void clear() {
        count = 0;
    }

    void becomes(Excerpt other) {
        clear();
        add(other.bytes, 0, other.count);
    }

    @Override
    public String toString() {
        String text = new String(bytes, 0, count, StandardCharsets.UTF_8);
        if (count == KEPT_BYTES) {
            // half a word could be half a secret that is not known as one any more
            text = text.replaceAll("[^\\s\"]*$", "");
        }
        String clean = SECRETS.matcher(text.replaceAll("[\\p{Cntrl}\\s]+", " ").strip())
                .replaceAll("***");
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) : clean;
    }
}
