package dev.rucksack.encoder.uplink;

import java.util.Objects;

/** The stream key. Its text leaves this object through {@link #secret()} only; it prints as dots. */
public final class StreamKey {

    /** A publisher's preset file is read in lines of 1,000 characters (ffmpeg's {@code opt_preset}). */
    private static final int LONGEST = 512;

    /** A shorter one could not be masked in a log without masking the log. */
    private static final int SHORTEST = 4;

    private final String secret;

    /** @throws IllegalArgumentException with one plain sentence if nobody could have issued such a key */
    public StreamKey(String secret) {
        String stripped = secret.strip();
        if (stripped.isEmpty()) {
            throw new IllegalArgumentException("The stream key is empty. Copy it from your streaming service.");
        }
        if (stripped.length() < SHORTEST) {
            throw new IllegalArgumentException("The stream key is too short. Copy all of it.");
        }
        if (stripped.length() > LONGEST) {
            throw new IllegalArgumentException("The stream key is too long. Copy only the key, not the page.");
        }
        if (stripped.chars().anyMatch(c -> c <= ' ' || c == 0x7f || Character.isWhitespace(c))) {
            throw new IllegalArgumentException("A stream key has no spaces or line breaks. Copy only the key.");
        }
        if (stripped.contains("://")) {
            throw new IllegalArgumentException("This is an address, not a stream key. Copy only the key.");
        }
        this.secret = stripped;
    }

    /** The key itself. Never for a log, an argument list or an environment. */
    public String secret() {
        return secret;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StreamKey key && key.secret.equals(secret);
    }

    @Override
    public int hashCode() {
        return Objects.hash(secret);
    }

    @Override
    public String toString() {
        return "•••";
    }
}
