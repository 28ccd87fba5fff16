package dev.rucksack.encoder.settings;

import java.util.Locale;

/** The stream key. Never printed: {@link #toString()} says only that there is one. */
public final class StreamKey {

    private static final int SHORTEST = 4;
    private static final int LONGEST = 512;

    private final String secret;

    private StreamKey(String secret) {
        this.secret = secret;
    }

    /**
     * Takes what a person pasted.
     *
     * @throws IllegalArgumentException with one sentence, which never quotes what was pasted
     */
    public static StreamKey of(String pasted) {
        String key = pasted.strip();
        if (key.isEmpty()) {
            throw new IllegalArgumentException("The stream key is empty. Paste it from your streaming service.");
        }
        if (key.toLowerCase(Locale.ROOT).matches("[a-z]+://.*")) {
            throw new IllegalArgumentException("That is an address. Put in only the key; the address is a setting.");
        }
        if (key.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
            throw new IllegalArgumentException("A stream key has no spaces or line breaks. Copy it again.");
        }
        if (key.chars().anyMatch(c -> c > 126)) {
            throw new IllegalArgumentException("A stream key has only plain letters, digits and signs. Copy it again.");
        }
        if (key.length() < SHORTEST || key.length() > LONGEST) {
            throw new IllegalArgumentException(
                    "A stream key has " + SHORTEST + " to " + LONGEST + " characters. Copy all of it.");
        }
        return new StreamKey(key);
    }

    /** The key itself, for the one who publishes. Never log it, never pass it as an argument of a process. */
    public String reveal() {
        return secret;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamKey key && secret.equals(key.secret);
    }

    @Override
    public int hashCode() {
        return secret.hashCode();
    }

    @Override
    public String toString() {
        return KeyMask.MASKED;
    }
}
