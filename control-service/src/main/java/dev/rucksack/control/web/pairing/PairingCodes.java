package dev.rucksack.control.web.pairing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one code that is valid at a time. It works once, for half an hour; five wrong tries within a minute, whoever made
 * them, close the door for the rest of that minute. 32^8 codes at five tries a minute take 200 000 years to try.
 */
public final class PairingCodes {

    /** How long a code can be used. */
    public static final Duration VALID = Duration.ofMinutes(30);

    private static final int LENGTH = 8;
    /** No I, O, 0 and 1: they are mistaken for each other when read aloud or typed from a small screen. */
    private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static final Pattern SHAPE = Pattern.compile("[A-Z0-9]{" + LENGTH + "}");
    private static final Pattern SEPARATORS = Pattern.compile("[\\s-]");
    private static final int WRONG_TRIES = 5;
    private static final long WINDOW_NANOS = Duration.ofMinutes(1).toNanos();

    private final LongSupplier nanos;
    private final SecureRandom random = new SecureRandom();
    private final Deque<Long> wrong = new ArrayDeque<>(WRONG_TRIES);
    private final @Nullable String fixed;
    private @Nullable String code;
    private long issuedAt;

    /**
     * @param fixed a code that always works, for demonstrations and tests; null for codes that work once
     * @throws IllegalArgumentException when {@code fixed} is not eight letters or digits
     */
    public PairingCodes(@Nullable String fixed, LongSupplier nanos) {
        if (fixed != null && !SHAPE.matcher(fixed).matches()) {
            throw new IllegalArgumentException("rucksack.web.pairing-code must be eight capital letters or digits.");
        }
        this.fixed = fixed;
        this.nanos = nanos;
    }

    /** What a try came to. */
    public enum Try {
        ACCEPTED,
        /** Not eight letters or digits: not counted as a try. */
        MALFORMED,
        WRONG,
        /** Too many were wrong; not even looked at. */
        WAIT
    }

    /** Makes a new code; the one before is no longer valid. */
    public synchronized String issue() {
        if (fixed != null) {
            return fixed;
        }
        StringBuilder letters = new StringBuilder(LENGTH);
        for (int i = 0; i < LENGTH; i++) {
            letters.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        String made = letters.toString();
        code = made;
        issuedAt = nanos.getAsLong();
        return made;
    }

    /** The code that is valid now, if there is one. */
    public synchronized Optional<String> valid() {
        if (fixed != null) {
            return Optional.of(fixed);
        }
        if (code != null && nanos.getAsLong() - issuedAt >= VALID.toNanos()) {
            code = null;
        }
        return Optional.ofNullable(code);
    }

    /** Whether the code is the configured one, which neither expires nor is used up. */
    public boolean isFixed() {
        return fixed != null;
    }

    /** Tries a code as it was typed: case, spaces and hyphens do not matter. A code that fits is used up. */
    public synchronized Try redeem(String typed) {
        String tried = SEPARATORS.matcher(typed).replaceAll("").toUpperCase(Locale.ROOT);
        if (!SHAPE.matcher(tried).matches()) {
            return Try.MALFORMED;
        }
        if (waitSeconds() > 0) {
            return Try.WAIT;
        }
        String expected = valid().orElse(null);
        if (expected == null || !MessageDigest.isEqual(bytes(expected), bytes(tried))) {
            wrong.addLast(nanos.getAsLong());
            return Try.WRONG;
        }
        code = null;
        wrong.clear();
        return Try.ACCEPTED;
    }

    /** How long the door stays closed after too many wrong tries; 0 when it is open. */
    public synchronized long waitSeconds() {
        long now = nanos.getAsLong();
        while (!wrong.isEmpty() && now - wrong.getFirst() >= WINDOW_NANOS) {
            wrong.removeFirst();
        }
        if (wrong.size() < WRONG_TRIES) {
            return 0;
        }
        long left = WINDOW_NANOS - (now - wrong.getFirst());
        return Math.max(1, (left + 999_999_999) / 1_000_000_000);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
