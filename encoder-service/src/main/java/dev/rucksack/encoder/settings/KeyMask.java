package dev.rucksack.encoder.settings;

import dev.rucksack.encoder.uplink.StreamKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Takes every stream key that this process has held out of any text that leaves it. Keys of before a change stay masked:
 * a publisher may still speak of them.
 */
public final class KeyMask implements UnaryOperator<String> {

    /** What stands where a key was. */
    public static final String MASKED = "•••";

    private static final int MOST_KEYS = 16;

    private final List<String> learned = new ArrayList<>();
    /** The longer first: one key may be the beginning of another. */
    private volatile List<String> forms = List.of();

    /** From now on this key is masked, as it is and as part of a URL. */
    public synchronized void learn(StreamKey key) {
        for (String form : List.of(key.secret(), URLEncoder.encode(key.secret(), StandardCharsets.UTF_8))) {
            learned.remove(form);
            learned.add(form);
        }
        while (learned.size() > 2 * MOST_KEYS) {
            learned.remove(0);
        }
        List<String> next = new ArrayList<>(learned);
        next.sort(Comparator.comparingInt(String::length).reversed());
        forms = List.copyOf(next);
    }

    @Override
    public String apply(String text) {
        String masked = text;
        for (String form : forms) {
            if (masked.contains(form)) {
                masked = masked.replace(form, MASKED);
            }
        }
        return masked;
    }
}
